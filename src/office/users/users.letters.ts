type Facts = {
  language: string
  name: string
  company: string
  timeZone: string
  link: string
  expiresAt: Date
  kind: 'invited' | 'reset'
}

/** The mail that carries a link to set a password. */
export function linkLetter({ language, name, company, timeZone, link, expiresAt, kind }: Facts): {
  subject: string
  body: string
} {
  const until = expiresAt.toLocaleString(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    dateStyle: 'long',
    timeStyle: 'short',
  })
  if (language === 'ja') {
    const lead =
      kind === 'invited'
        ? `${company}の Musubi に招待されました。次のリンクからパスワードを設定してください。`
        : '次のリンクから新しいパスワードを設定してください。'
    const not =
      kind === 'invited'
        ? 'お心当たりがない場合は、このメールを破棄してください。'
        : 'お心当たりがない場合は、何もする必要はありません。現在のパスワードはそのまま使えます。'
    return {
      subject: kind === 'invited' ? `【${company}】Musubi への招待` : `【${company}】パスワードの再設定`,
      body: `${name} 様\n\n${lead}\n\n${link}\n\nリンクは一度だけ、${until}まで使えます。\n${not}\n`,
    }
  }
  const lead =
    kind === 'invited' ? `You are invited to Musubi at ${company}. Set your password here:` : 'Set a new password here:'
  const not =
    kind === 'invited'
      ? 'If you did not expect this, please ignore it.'
      : 'If you did not ask for it, nothing needs to be done; your password stays as it is.'
  return {
    subject: kind === 'invited' ? `You are invited to Musubi at ${company}` : `A new password for Musubi at ${company}`,
    body: `Dear ${name},\n\n${lead}\n\n${link}\n\nThe link works once, until ${until}.\n${not}\n`,
  }
}
