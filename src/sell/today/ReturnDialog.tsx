import { useTranslation } from 'react-i18next'
import { ReasonForm } from '../../people/leads/ReasonForm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

type Props = { opened: boolean; onClose: () => void; onSave: Parameters<typeof ReasonForm>[0]['onSave'] }

/** Why an offer is given back. */
export function ReturnDialog({ opened, onClose, onSave }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.today.returnTitle)}>
      {opened && (
        <ReasonForm kind="returned" save={t($ => $.today.return)} withNote onSave={onSave} onCancel={onClose} />
      )}
    </Dialog>
  )
}
