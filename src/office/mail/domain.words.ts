import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'Mail domain',
  sub: 'So that mailboxes know mails from here for yours, and do not take them for spam.',
  noSender: 'There is no address to send from yet.',
  toCompany: 'Set it in the company profile',
  signing: 'Signature (DKIM)',
  signingHint:
    'Every mail gets a signature in the name of the domain it comes from. Receivers find the key to check it in the DNS.',
  sign: 'Make the key and sign',
  made: 'From now on mails are signed. Enter the DKIM record into the DNS.',
  signedSince: 'Mails are signed since {{at}}.',
  records: 'DNS records of {{domain}}',
  recordsHint:
    'Enter these as TXT records where the domain is managed. It must be your own: the DNS of free mail services is not yours to change.',
  kind: { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' },
  why: {
    spf: 'Which servers may send for the domain. If there is one already, keep it and add what it lacks: there may be only one. If your mail provider names an “include:”, use that.',
    dkim: 'The key to the signature. Where the form takes no more than 255 characters, split the value in two.',
    dmarc:
      'What receivers do with mails that fail both, and where they report them. Begin with p=none, and look at the reports.',
  },
  name: 'Name',
  value: 'Value',
  found: 'Found',
  check: 'Look up the DNS now',
  state: {
    right: 'Set',
    other: 'Something else stands there',
    none: 'Not there yet',
    unclear: 'The DNS did not answer',
  },
} as const

export const ja = {
  title: 'メールのドメイン',
  sub: '差出人のドメインを証明し、迷惑メールと判定されにくくするための設定です。',
  noSender: '差出人のメールアドレスがまだ設定されていません。',
  toCompany: '「会社情報」で設定する',
  signing: '署名（DKIM）',
  signingHint: '送信するすべてのメールに、差出人のドメインの署名を付けます。受信側は、DNSの鍵で署名を確かめます。',
  sign: '鍵を作成して署名を始める',
  made: '署名を始めました。DKIMのレコードをDNSに登録してください。',
  signedSince: '{{at}} から、送信するメールに署名しています。',
  records: '{{domain}} のDNSレコード',
  recordsHint:
    'ドメインの管理画面で、TXTレコードとして登録してください。自社のドメインが必要です（フリーメールのDNSは変更できません）。',
  kind: { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' },
  why: {
    spf: '送信を許可するサーバーの一覧です。すでに登録がある場合は、1つのレコードにまとめてください（複数あると無効になります）。メールサービスから「include:」の指定がある場合は、そちらを使ってください。',
    dkim: '署名を確かめるための鍵です。255文字までしか入力できない画面では、値を2つに分けてください。',
    dmarc: '認証に失敗したメールの扱いと、報告の送り先です。まず p=none で始め、報告を確認してから厳しくしてください。',
  },
  name: '名前',
  value: '値',
  found: '現在の値',
  check: 'DNSを確認する',
  state: { right: '設定済み', other: '別の値が登録されています', none: '未登録', unclear: 'DNSから応答がありません' },
} satisfies Like<typeof en>
