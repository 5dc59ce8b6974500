import { Button, Skeleton } from '@mantine/core'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { download } from '../../ui/download.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { DropFile } from './DropFile.tsx'
import classes from './imports.module.css'
import { PastImports } from './PastImports.tsx'

/** 獲得 › 取り込み: where lists come in, and what came in so far. */
export function ImportsPage() {
  const { t } = useTranslation()
  const choose = useRef<() => void>(null)
  const past = useInfiniteQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.imports.list({ limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
    refetchInterval: query =>
      query.state.data?.pages[0]?.items.some(i => i.state === 'running' || i.state === 'undoing') ? 2000 : false,
  })
  const items = past.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Page
      title={t($ => $.imports.title)}
      act={{ label: t($ => $.imports.drop.choose), icon: IconFileImport, onClick: () => choose.current?.(), keys: 'c' }}
    >
      <div className={classes.stack}>
        <DropFile openRef={choose} />
        {past.isPending && <Skeleton height={120} />}
        {past.isError && items.length === 0 && <Problem error={past.error} onRetry={past.refetch} />}
        {past.isSuccess && items.length === 0 && <First />}
        {items.length > 0 && <PastImports items={items} />}
        {past.hasNextPage && (
          <Button variant="default" loading={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
            {t($ => $.imports.more)}
          </Button>
        )}
      </div>
    </Page>
  )
}

const sample = `会社名,部署,役職,氏名,フリガナ,メールアドレス,電話番号,住所,名刺交換日
株式会社青葉製作所,営業部,部長,田中 太郎,タナカ タロウ,taro.tanaka@aoba.example.jp,03-1234-5678,東京都千代田区丸の内1-1-1,2026/05/20
北斗システムズ株式会社,情報システム部,課長,鈴木 花子,スズキ ハナコ,hanako.suzuki@hokuto.example.jp,06-1234-5678,大阪府大阪市北区梅田3-1-1,2026/05/20
`

function First() {
  const { t } = useTranslation()
  const show = () =>
    download(
      new File(
        [`\ufeff${sample.replaceAll('\n', '\r\n')}`],
        t($ => $.imports.empty.sampleFile),
        { type: 'text/csv' },
      ),
    )
  return (
    <Empty
      title={t($ => $.imports.empty.title)}
      art="sheet"
      also={
        <Button variant="subtle" leftSection={<IconDownload size={16} aria-hidden />} onClick={show}>
          {t($ => $.imports.empty.sample)}
        </Button>
      }
    >
      {t($ => $.imports.empty.text)}
    </Empty>
  )
}
