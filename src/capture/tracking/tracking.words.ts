import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'Web tracking',
  sub: 'Who visits your site, from where, and what they read: before and after they make themselves known.',
  code: 'The code for your site',
  codeHint: 'Put it on every page, best before </head>. It is small and waits for nothing.',
  lastSeen: 'It works. Last seen {{at}}:',
  notSeen: 'No visitor has been seen yet. Open a page of your site that carries the code; this changes by itself.',
  mode: 'Consent of visitors',
  modes: {
    ask: 'Ask first',
    notice: 'Track at once, with an opt-out',
  },
  modeHints: {
    ask: 'A small banner asks. Before a yes nothing is stored and nothing is sent. A page of your own may call musubi.consent(true) or musubi.consent(false).',
    notice: 'For sites that tell of it in their privacy policy. Offer a link there that calls musubi.optOut().',
  },
  changed: 'Saved. Browsers follow within five minutes.',
  pages: {
    title: 'Page names',
    hint: 'The timeline calls pages by these names. A * stands for anything; the first that fits counts. Important pages are what only buyers read.',
    name: 'Name',
    patterns: 'Addresses',
    patternsHint: 'One a line, such as *pricing*.',
    important: 'Important page',
    add: 'Add a page name',
    change: 'Change “{{name}}”',
    remove: 'Remove “{{name}}”',
    removed: '“{{name}}” was removed.',
    up: 'Move “{{name}}” up',
    down: 'Move “{{name}}” down',
    none: 'No page has a name; the timeline shows titles.',
    save: 'Save',
    need: 'Enter a name and at least one address.',
  },
} as const

export const ja = {
  title: 'Webトラッキング',
  sub: '自社サイトに誰が、どこから来て、何を読んだかを記録します。名乗る前の閲覧も、後からその方の履歴になります。',
  code: 'サイトに設置するコード',
  codeHint: 'すべてのページの </head> の直前に貼り付けてください。軽量で、ページの表示を妨げません。',
  lastSeen: '正しく動作しています。最後の閲覧：{{at}}',
  notSeen: 'まだ閲覧を確認できていません。コードを設置したページを開くと、この表示が自動で変わります。',
  mode: '訪問者の同意',
  modes: {
    ask: '同意を確認してから記録',
    notice: 'すぐに記録し、停止の方法を案内',
  },
  modeHints: {
    ask: '小さなバナーで確認します。同意されるまで、何も保存・送信しません。独自の同意画面からは musubi.consent(true)／musubi.consent(false) を呼び出せます。',
    notice:
      'プライバシーポリシーで案内しているサイト向けです。停止用のリンクから musubi.optOut() を呼び出してください。',
  },
  changed: '保存しました。5分以内に反映されます。',
  pages: {
    title: 'ページ名',
    hint: 'タイムラインではこの名前で表示します。* は任意の文字です。上から順に、最初に一致した名前を使います。重要ページには、購入を検討している方が読むページを指定してください。',
    name: 'ページ名',
    patterns: 'アドレス',
    patternsHint: '1行に1つ入力してください（例：*pricing*）。',
    important: '重要ページ',
    add: 'ページ名を追加',
    change: '「{{name}}」を変更',
    remove: '「{{name}}」を削除',
    removed: '「{{name}}」を削除しました。',
    up: '「{{name}}」を上へ',
    down: '「{{name}}」を下へ',
    none: 'ページ名はまだありません。タイムラインにはページのタイトルを表示します。',
    save: '保存する',
    need: 'ページ名と、アドレスを1つ以上入力してください。',
  },
} satisfies Like<typeof en>
