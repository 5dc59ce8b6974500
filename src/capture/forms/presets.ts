import type { Language } from '../../platform/api.ts'
import type { FormField, FormKind, Target } from './forms.schema.ts'

type Preset = {
  fields: FormField[]
  thanks: string
  mailSubject: string
  mailBody: string
  purpose: string
  consent: string
}

type Ask = Partial<FormField> & Pick<FormField, 'kind' | 'key'> & { to?: Target | null; ja: string; en: string }

const who: Ask[] = [
  { key: 'company', kind: 'text', ja: '会社名', en: 'Company', required: true, to: 'company.name' },
  { key: 'department', kind: 'text', ja: '部署', en: 'Department', to: 'person.department' },
  { key: 'title', kind: 'text', ja: '役職', en: 'Job title', to: 'person.title' },
  { key: 'family_name', kind: 'text', ja: '姓', en: 'Family name', required: true, to: 'person.familyName' },
  { key: 'given_name', kind: 'text', ja: '名', en: 'Given name', required: true, to: 'person.givenName' },
  { key: 'email', kind: 'email', ja: 'メールアドレス', en: 'Mail address', required: true, to: 'person.email' },
  { key: 'phone', kind: 'tel', ja: '電話番号', en: 'Phone', to: 'person.phone' },
]

const asked: Record<FormKind, Ask[]> = {
  document: who,
  inquiry: [
    ...who,
    {
      key: 'to_buy',
      kind: 'checkbox',
      ja: '導入・購入を検討している',
      en: 'We are thinking of buying',
      to: 'inquiry.toBuy',
    },
    { key: 'message', kind: 'textarea', ja: 'お問い合わせ内容', en: 'Your message', required: true },
  ],
  seminar: [...who, { key: 'question', kind: 'textarea', ja: '事前のご質問', en: 'Questions beforehand' }],
}

const letters: Record<FormKind, Record<Language, { thanks: string; subject: string; line: string }>> = {
  document: {
    ja: {
      thanks: '資料をご請求いただき、ありがとうございます。ご入力いただいたメールアドレスにご案内をお送りしました。',
      subject: '【資料請求】{{form.name}}をご請求いただきありがとうございます',
      line: 'このたびは資料をご請求いただき、誠にありがとうございます。',
    },
    en: {
      thanks: 'Thank you for asking for our document. We have sent you a mail.',
      subject: 'Thank you for requesting {{form.name}}',
      line: 'Thank you for requesting our document.',
    },
  },
  inquiry: {
    ja: {
      thanks: 'お問い合わせいただき、ありがとうございます。担当者より折り返しご連絡いたします。',
      subject: '【お問い合わせ】お問い合わせを承りました',
      line: 'このたびはお問い合わせいただき、誠にありがとうございます。\n担当者より折り返しご連絡いたします。',
    },
    en: {
      thanks: 'Thank you for your inquiry. We will get back to you.',
      subject: 'We have received your inquiry',
      line: 'Thank you for your inquiry. We will get back to you soon.',
    },
  },
  seminar: {
    ja: {
      thanks: 'お申し込みいただき、ありがとうございます。受付完了のメールをお送りしました。',
      subject: '【お申し込み完了】{{form.name}}',
      line: 'このたびは「{{form.name}}」にお申し込みいただき、誠にありがとうございます。',
    },
    en: {
      thanks: 'Thank you for signing up. We have sent you a mail.',
      subject: 'You are signed up for {{form.name}}',
      line: 'Thank you for signing up for {{form.name}}.',
    },
  },
}

/** A form of this kind as an office would begin it: it can be used as it is. */
export function presetOf(kind: FormKind, language: Language): Preset {
  const { thanks, subject, line } = letters[kind][language]
  const ja = language === 'ja'
  return {
    fields: asked[kind].map(({ ja: japanese, en, ...field }) => ({
      help: '',
      required: false,
      choices: [],
      to: null,
      value: '',
      ...field,
      label: ja ? japanese : en,
    })),
    thanks,
    mailSubject: subject,
    mailBody: ja
      ? `{{company.name}}\n{{person.name}} 様\n\n${line}\n\nご不明な点がございましたら、このメールにご返信ください。\n\n{{sender.name}}\n`
      : `Dear {{person.name}},\n\n${line}\n\nIf you have any questions, simply reply to this mail.\n\n{{sender.name}}\n`,
    purpose: ja
      ? 'ご入力いただいた個人情報は、資料の送付、お問い合わせへの回答、およびこれらに関するご連絡のために利用します。'
      : 'We use what you enter to send you what you asked for, to answer you, and to contact you about it.',
    consent: ja
      ? '製品やセミナーのご案内をメールで受け取ることに同意します（いつでも停止できます）。'
      : 'I agree to receive mails about products and seminars. I can stop them at any time.',
  }
}
