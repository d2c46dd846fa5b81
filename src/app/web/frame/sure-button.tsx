import { useState } from 'preact/hooks'
import { useReader } from './reader.ts'

interface SureButtonProps {
  readonly label: string
  readonly question: string
  readonly disabled?: boolean
  readonly act: () => void
}

/** A button for what is not done by accident: it asks once before it acts. */
export function SureButton({ label, question, disabled, act }: SureButtonProps) {
  const { say } = useReader()
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <button type="button" disabled={disabled ?? false} onClick={() => setAsking(true)}>
        {label}
      </button>
    )
  const answer = (sure: boolean): void => {
    setAsking(false)
    if (sure) act()
  }
  return (
    <fieldset class="sure">
      <legend>{question}</legend>
      <button type="button" class="grave" ref={takeFocus} onClick={() => answer(true)}>
        {say('confirm')}
      </button>
      <button type="button" onClick={() => answer(false)}>
        {say('cancel')}
      </button>
    </fieldset>
  )
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}
