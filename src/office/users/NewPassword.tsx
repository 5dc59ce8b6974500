import { PasswordInput, type PasswordInputProps, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './NewPassword.module.css'
import { isStrong, longestPassword, shortestPassword, weaknessOf } from './password.schema.ts'

type Props = PasswordInputProps & { value?: string; email: string }

/** A password being chosen: what it still lacks, or how good it is, in a sentence. */
export function NewPassword({ value = '', email, ...props }: Props) {
  const { t } = useTranslation()
  const weakness = value === '' ? undefined : weaknessOf(value, email)
  const steps = value === '' || weakness === 'long' ? 0 : weakness ? 1 : isStrong(value) ? 3 : 2
  const sentence =
    value === ''
      ? t($ => $.users.strength.empty, { count: shortestPassword })
      : weakness === 'short'
        ? t($ => $.users.strength.short, { count: shortestPassword - value.length })
        : weakness === 'long'
          ? t($ => $.users.strength.long, { count: longestPassword })
          : weakness === 'guessable'
            ? t($ => $.users.strength.guessable)
            : steps === 3
              ? t($ => $.users.strength.strong)
              : t($ => $.users.strength.fine)
  return (
    <div>
      <PasswordInput
        autoComplete="new-password"
        value={value}
        {...props}
        description={
          <span className={classes.said}>
            <span className={classes.steps} data-steps={steps} aria-hidden>
              <i />
              <i />
              <i />
            </span>
            {sentence}
          </span>
        }
        inputWrapperOrder={['label', 'input', 'error', 'description']}
      />
      <Text className="ui-unseen" aria-live="polite">
        {value === '' ? '' : sentence}
      </Text>
    </div>
  )
}
