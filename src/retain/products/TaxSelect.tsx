import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TaxCode, taxCodes } from './products.schema.ts'

type Props = { label: string; value: TaxCode; onPick: (tax: TaxCode) => void; bare?: boolean }

/** 税区分. `bare`: the column above says what it is. */
export function TaxSelect({ label, value, onPick, bare = false }: Props) {
  const { t } = useTranslation()
  return (
    <Select
      {...(bare ? { 'aria-label': label } : { label })}
      data={taxCodes.map(code => ({ value: code, label: t($ => $.products.tax[code]) }))}
      value={value}
      allowDeselect={false}
      onChange={code => onPick(TaxCode.parse(code))}
    />
  )
}
