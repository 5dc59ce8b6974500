import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'Person or machine',
  hint: 'Everything that reached us is kept; what a machine did counts for nobody. One access may have several reasons.',
  none: 'Nothing was opened or clicked yet.',
  kind: { open: 'Opened', click: 'Clicked' },
  verdict: { human: 'A person', likely: 'Likely a person', machine: 'A machine' },
  reason: {
    head: 'asked for headings only, which no mailbox does',
    probed: 'followed what the same program had just probed',
    noAgent: 'did not say what it was',
    prefetch: 'pictures fetched beforehand (Apple Mail)',
    agent: 'called itself a robot',
    soon: 'before the mail could have been read',
    everyLink: 'all links within a second',
    sweep: 'many links, one right after the other',
    picture: 'the picture was fetched',
    proxy: 'the picture was fetched by way of the mailbox’s service',
    quick: 'within a minute of sending',
    hurry: 'two or three links within seconds',
    calm: 'one link, a while after it was sent',
  },
} as const

export const ja = {
  title: '本人か自動アクセスか',
  hint: '届いたアクセスはすべて保存しています。自動アクセスと判定したものは、誰の行動にも数えません。1件が複数の理由に当てはまることもあります。',
  none: '開封・クリックはまだありません。',
  kind: { open: '開封', click: 'クリック' },
  verdict: { human: '本人', likely: 'おそらく本人', machine: '自動アクセス' },
  reason: {
    head: '見出し情報だけの確認（メールソフトでは起きない動作）',
    probed: '同じプログラムが直前に確認したリンク',
    noAgent: '発信元を名乗らないアクセス',
    prefetch: '画像の先読み（Appleのメールなど）',
    agent: 'ロボットと名乗るアクセス',
    soon: '読める前のアクセス',
    everyLink: '1秒以内にすべてのリンク',
    sweep: '多くのリンクを次々に',
    picture: '画像の表示',
    proxy: 'メールサービスを経由した画像の表示',
    quick: '送信から1分以内',
    hurry: '数秒以内に2～3のリンク',
    calm: '送信からしばらく後に1つのリンク',
  },
} satisfies Like<typeof en>
