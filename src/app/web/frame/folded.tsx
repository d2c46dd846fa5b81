import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface FoldedProps {
  readonly title: string
  readonly children: () => ComponentChildren
}

/** A section that is made, and asks the hub, when it is first opened. */
export function Folded({ title, children }: FoldedProps) {
  const [opened, setOpened] = useState(false)
  return (
    <details class="folded" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {opened && children()}
    </details>
  )
}
