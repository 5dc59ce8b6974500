import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'System',
  sub: 'Whether everything runs, and what was set aside.',
  fit: 'Everything runs',
  unfit: 'The database cannot be reached',
  behind: 'Work behind the screens is late',
  version: 'Musubi',
  lag: 'Behind by',
  lagNone: 'Up to date',
  seconds: '{{seconds}} s',
  waiting: 'Events waiting',
  parked: 'Events set aside',
  replica: {
    near: 'Reports are read from the replica, which is up to date.',
    nearBy: 'Reports are read from the replica, {{seconds}} s behind.',
    behind: 'The replica for reports is behind. Until it has caught up, the primary answers.',
    behindBy: 'The replica for reports is {{seconds}} s behind. Until it has caught up, the primary answers.',
    away: 'The replica for reports cannot be reached. The primary answers in its place.',
    stranger:
      'DATABASE_REPLICA_URL names a server that is no replica of this database. The primary answers in its place.',
  },
  parkedTitle: 'Set aside',
  parkedHint:
    'One step could not digest these events. Everything else went on without it. After the cause is mended, let it try again.',
  nothing: 'Nothing is set aside.',
  retry: 'Try again',
  retried: 'It is being tried again.',
  event: 'Event {{id}}',
  happened: 'Happened {{at}}',
  person: 'Open the person',
} as const

export const ja = {
  title: 'システム',
  sub: '稼働状況と、処理できずに保留されたイベントです。',
  fit: '正常に稼働しています',
  unfit: 'データベースに接続できません',
  behind: '自動処理が遅れています',
  version: 'Musubi のバージョン',
  lag: '自動処理の遅れ',
  lagNone: 'なし',
  seconds: '{{seconds}}秒',
  waiting: '処理待ちのイベント',
  parked: '保留中のイベント',
  replica: {
    near: 'レポートはレプリカから読み取っています（遅れなし）。',
    nearBy: 'レポートはレプリカから読み取っています（{{seconds}}秒遅れ）。',
    behind: 'レポート用レプリカが遅れています。追いつくまで主サーバーから読み取ります。',
    behindBy: 'レポート用レプリカが{{seconds}}秒遅れています。追いつくまで主サーバーから読み取ります。',
    away: 'レポート用レプリカに接続できません。代わりに主サーバーから読み取っています。',
    stranger:
      'DATABASE_REPLICA_URL のサーバーは、このデータベースのレプリカではありません。代わりに主サーバーから読み取っています。',
  },
  parkedTitle: '保留中のイベント',
  parkedHint:
    '処理の途中でエラーになったイベントです。ほかの処理は続いています。原因を解消してから、もう一度お試しください。',
  nothing: '保留中のイベントはありません。',
  retry: 'もう一度処理する',
  retried: 'もう一度処理しています。',
  event: 'イベント {{id}}',
  happened: '発生：{{at}}',
  person: '人を開く',
} satisfies Like<typeof en>
