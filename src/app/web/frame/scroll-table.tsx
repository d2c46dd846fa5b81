import type { ComponentChildren } from 'preact'

interface ScrollTableProps {
  /** What the table is, for those who do not see it. */
  readonly label: string
  /** How many rows there are, for whoever waits for them. */
  readonly rows?: number
  /** `sheet` looks like the page of a workbook. */
  readonly look?: 'sheet'
  readonly children: ComponentChildren
}

/** A table that scrolls by itself on a narrow screen, also with the keys. */
export function ScrollTable({ label, rows, look, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table class={look} data-rows={rows}>
        {children}
      </table>
    </section>
  )
}
