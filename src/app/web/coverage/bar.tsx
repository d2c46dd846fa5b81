import { useReader } from '../frame/reader.ts'

interface BarProps {
  readonly share: number | null
  readonly target: number | null
}

/** A share as a bar with a mark at its target: dark where the target is met, light where it is not yet. */
export function Bar({ share, target }: BarProps) {
  const { say, figures } = useReader()
  if (share === null) return null
  const label =
    target === null
      ? figures.percent(share)
      : say('barText', { rate: figures.percent(share), target: figures.percent(target) })
  return (
    <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="all" width="100" height="12" />
      <rect class={target !== null && share < target ? 'below' : 'met'} width={Math.min(1, share) * 100} height="12" />
      {target !== null && <rect class="target" x={target * 100 - 0.5} width="1" height="12" />}
    </svg>
  )
}
