import { useTranslation } from 'react-i18next'
import classes from './PaperView.module.css'
import type { Paper } from './paper.schema.ts'

const figures = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 3 })
const number = (value: number) => (value < 0 ? `△${figures.format(-value)}` : figures.format(value))
const yen = (value: number) => (value < 0 ? `△￥${figures.format(-value)}` : `￥${figures.format(value)}`)
const day = (text: string | null) => {
  const [year, month, date] = (text ?? '').split('-').map(Number)
  return text ? `${year}年${month}月${date}日` : '―'
}
const mark = { standard: '', reduced: ' ※', exempt: '（非課税）', out: '（不課税）' } as const
const rateName = ({ code, percent }: Paper['rates'][number]) =>
  ({ standard: `${percent}%対象`, reduced: `${percent}%対象（軽減税率）※`, exempt: '非課税', out: '不課税' })[code]

/** The paper as it is printed. It stays Japanese and white, whatever the screen is: it is what the customer gets. */
export function PaperView({ paper }: { paper: Paper }) {
  const { t } = useTranslation()
  const { kind, issuer, recipient, corrects } = paper
  const reduced = paper.rates.find(rate => rate.code === 'reduced')
  const credit = kind === 'credit'
  return (
    <article
      className={classes.paper}
      lang="ja"
      aria-label={t($ => $.invoices.paper.label)}
      data-draft={paper.number === null || undefined}
    >
      <h2 className={classes.title}>{t($ => $.invoices.paper.title[kind])}</h2>
      <div className={classes.head}>
        <div>
          {recipient.postalCode && <p>〒{recipient.postalCode}</p>}
          {recipient.address && <p>{recipient.address}</p>}
          {recipient.lines.map((line, at) => (
            <p key={line} className={at === 0 ? classes.big : classes.name}>
              {line}
            </p>
          ))}
          {paper.customerCode && <p className={classes.quiet}>お客様コード：{paper.customerCode}</p>}
        </div>
        <div>
          <dl className={classes.facts}>
            <dt>番号</dt>
            <dd>{paper.number ?? '（発行時に採番）'}</dd>
            <dt>発行日</dt>
            <dd>{day(paper.issuedOn)}</dd>
            <dt>{credit ? '返還日' : '取引日'}</dt>
            <dd>{day(paper.tradedOn)}</dd>
            <dt>注文番号</dt>
            <dd>{paper.orderNumber}</dd>
          </dl>
          <p className={classes.name}>{issuer.name}</p>
          {issuer.registrationNumber && <p>登録番号：{issuer.registrationNumber}</p>}
          {issuer.address && <p>{issuer.address}</p>}
          {issuer.phone && <p>TEL：{issuer.phone}</p>}
        </div>
      </div>
      {corrects && (
        <p>
          請求書 {corrects.number}（{day(corrects.issuedOn)}発行、取引日 {day(corrects.tradedOn)}）
          {credit ? 'に係る売上の返還・値引きです。' : 'を修正したものです。修正前の請求書に代えてご利用ください。'}
        </p>
      )}
      <p>件名：{paper.title}</p>
      <div className={classes.amount}>
        <span>{credit ? 'ご返還金額（税込）' : 'ご請求金額（税込）'}</span>
        <strong>{yen(paper.total)}</strong>
        {paper.dueOn && <span className={classes.due}>お支払期限：{day(paper.dueOn)}</span>}
      </div>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">品名</th>
            <th scope="col">数量</th>
            <th scope="col">単価</th>
            <th scope="col">金額（税抜）</th>
          </tr>
        </thead>
        <tbody>
          {paper.lines.map((line, at) => (
            <tr key={`${at} ${line.name}`}>
              <td>
                {line.name}
                {mark[line.tax]}
              </td>
              <td>
                {number(line.quantity)}
                {line.unit}
              </td>
              <td>{number(line.unitPrice)}</td>
              <td>{number(line.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={classes.sums}>
        <thead>
          <tr>
            <td />
            <th scope="col">対価の額（税抜）</th>
            <th scope="col">消費税額</th>
          </tr>
        </thead>
        <tbody>
          {paper.rates.map(rate => (
            <tr key={rate.code}>
              <th scope="row">{rateName(rate)}</th>
              <td>{yen(rate.net)}</td>
              <td>{rate.percent > 0 ? yen(rate.tax) : '―'}</td>
            </tr>
          ))}
          <tr className={classes.total}>
            <th scope="row">合計（税込）</th>
            <td colSpan={2}>{yen(paper.total)}</td>
          </tr>
        </tbody>
      </table>
      {reduced && <p className={classes.quiet}>※は軽減税率（{reduced.percent}%）対象品目です。</p>}
      {paper.note && (
        <section>
          <h3>備考</h3>
          <p className={classes.text}>{paper.note}</p>
        </section>
      )}
      {!credit && issuer.bankAccount && (
        <section>
          <h3>お振込先</h3>
          <p className={classes.text}>{issuer.bankAccount}</p>
        </section>
      )}
    </article>
  )
}
