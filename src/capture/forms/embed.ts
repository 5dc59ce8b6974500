import type { Language } from '../../platform/api.ts'
import { drawField, own, send, trapLabel } from './fields.ts'
import { html } from './html.ts'
import type { FormRow } from './read.ts'

/** Plain HTML to put on a page of one's own; it works with scripts off, and looks like that page. */
export function embedCode(form: Pick<FormRow, 'slug' | 'fields' | 'wordings'>, baseUrl: string): string {
  const language: Language = form.fields.some(f => /[ぁ-んァ-ヶ一-龠]/.test(f.label)) ? 'ja' : 'en'
  const wording = form.wordings[0]!
  return html`<form action="${baseUrl}/f/${form.slug}" method="post">
${form.fields.map(field => drawField(field, { language }))}<div style="position:absolute;left:-9999px" aria-hidden="true"><label>${trapLabel[language]} <input name="${own.trap}" tabindex="-1" autocomplete="off"></label></div>
<p>${wording.purpose}</p>
${wording.consent && html`<p><label><input type="checkbox" name="${own.consent}" value="1"> ${wording.consent}</label></p>\n`}<input type="hidden" name="${own.wording}" value="${wording.id}">
<button type="submit">${send[language]}</button>
</form>`.text
}
