import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'Outbox',
  sub: 'The mails that Musubi wrote, and how each went.',
  cannot:
    'No mail server is set up, so mails stay here. Open one to read it and hand its link over yourself. An operator sets SMTP_URL to send them.',
  all: 'All',
  state: {
    queued: 'Waiting',
    sending: 'Being sent',
    sent: 'Sent',
    failed: 'Failed',
    unknown: 'Unclear',
  },
  unclear:
    'The server stopped while this was being sent. It may have arrived; if you send it again, it may arrive twice.',
  why: 'What the mail server said: {{error}}',
  attempts_one: '{{count}} attempt',
  attempts_other: '{{count}} attempts',
  next: 'Next attempt {{at}}',
  again: 'Send again',
  sentAgain: 'The mail to {{to}} is on its way again.',
  more: 'Show older mails',
  none: 'No mails',
  noneHint: 'Invitations, password links and unread notifications will be listed here.',
} as const

export const ja = {
  title: '送信箱',
  sub: 'Musubi が作成したメールと、その送信状況です。',
  cannot:
    'メールサーバーが設定されていないため、メールは送信されずここに残ります。内容を開いて、リンクを直接お渡しください。送信するには、運用担当者が SMTP_URL を設定します。',
  all: 'すべて',
  state: {
    queued: '送信待ち',
    sending: '送信中',
    sent: '送信済み',
    failed: '失敗',
    unknown: '不明',
  },
  unclear: '送信の途中でサーバーが停止しました。届いている可能性があり、再送すると二重に届くことがあります。',
  why: 'メールサーバーの応答：{{error}}',
  attempts_other: '送信{{count}}回',
  next: '次の送信：{{at}}',
  again: 'もう一度送る',
  sentAgain: '{{to}} 宛てのメールをもう一度送ります。',
  more: '以前のメールを表示',
  none: 'メールはありません',
  noneHint: '招待、パスワードの再設定、未読の通知のメールがここに並びます。',
} satisfies Like<typeof en>
