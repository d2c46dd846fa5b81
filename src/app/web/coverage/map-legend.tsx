import { useReader } from '../frame/reader.ts'
import { CLASS_STEPS, classStyle, type MapClass, type MapMeasure } from './map-classes.ts'

interface MapLegendProps {
  /** The class of each place of the map. */
  readonly classes: readonly MapClass[]
  readonly measure: MapMeasure
}

/** What each colour means, and how many areas have it. Withheld and unknown are told where there are any. */
export function MapLegend({ classes, measure }: MapLegendProps) {
  const { say, figures } = useReader()
  const steps = CLASS_STEPS[measure]
  const written = (step: number): string =>
    measure === 'rate' ? figures.percent(step) : say('points', { points: figures.signed(step) })
  const told = (each: MapClass): string => {
    if (each === 'WITHHELD') return say('suppressed')
    if (each === 'UNKNOWN') return say('mapUnknown')
    const [from, until] = [steps[each - 1], steps[each]]
    if (from === undefined) return say('mapBelow', { until: written(until ?? 0) })
    if (until === undefined) return say('mapFrom', { from: written(from) })
    return say('mapBetween', { from: written(from), until: written(until) })
  }
  const count = (wanted: MapClass): number => classes.filter((each) => each === wanted).length
  const others = (['WITHHELD', 'UNKNOWN'] as const).filter((each) => count(each) > 0)
  const shown: readonly MapClass[] = [...steps.keys(), steps.length, ...others]
  return (
    <ul class="legend">
      {shown.map((each) => (
        <li key={each}>
          <svg class="map-key" viewBox="0 0 20 14" aria-hidden="true">
            <rect
              class={classStyle(measure, each)}
              fill={each === 'WITHHELD' ? 'url(#withheld)' : undefined}
              width="20"
              height="14"
            />
          </svg>
          {told(each)} <span class="quiet">({figures.count(count(each))})</span>
        </li>
      ))}
    </ul>
  )
}
