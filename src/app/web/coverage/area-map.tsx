import { useMemo, useState } from 'preact/hooks'
import { Failure } from '../frame/failure.tsx'
import { useReader } from '../frame/reader.ts'
import type { Figures } from '../words/numbers.ts'
import type { Say } from '../words/words.ts'
import type { AreaWithin, SubAreaRow } from './coverage-queries.ts'
import { classOf, classStyle, type MapMeasure } from './map-classes.ts'
import { type DrawnPlace, type MapDrawing, mapDrawing } from './map-drawing.ts'
import { MapLegend } from './map-legend.tsx'
import { sortedRows } from './sorted-rows.ts'
import { type MapAsked, useBoundaries } from './use-boundaries.ts'
import type { SubAreasHeld } from './use-sub-areas.ts'
import { areaAddress, type View, viewAddress } from './view.ts'

interface AreaMapProps {
  readonly asked: MapAsked
  readonly sub: SubAreasHeld
  readonly view: View
}

/** The areas within on a map, coloured by their rate or against their target; nothing where no boundary is loaded. */
export function AreaMap({ asked, sub, view }: AreaMapProps) {
  const { say, figures } = useReader()
  const { byId, failure } = useBoundaries(asked, sub)
  const drawing = useMemo(() => mapDrawing(byId), [byId])
  const hasTargets = sub.rows.some(({ pointsAboveTarget }) => pointsAboveTarget !== null)
  const measure: MapMeasure = view.map === 'target' && hasTargets ? 'target' : 'rate'
  const places = useMemo(() => (drawing ? toldPlaces(drawing, sub, view.sort) : []), [drawing, sub, view.sort])
  if (failure) return <Failure failure={failure} />
  if (drawing === null || places.length === 0) return null
  const without = sub.rows.length + sub.missing.length - places.length
  return (
    <section>
      <h2>{say('map')}</h2>
      {hasTargets && (
        <p class="no-print">
          {say('mapBy')}
          {(['', 'target'] as const).map((each) => (
            <a
              key={each}
              class="day"
              href={viewAddress(asked.within, view, { map: each })}
              aria-current={(each === 'target') === (measure === 'target') ? 'true' : undefined}
            >
              {say(each === 'target' ? 'aboveTarget' : 'rate')}
            </a>
          ))}
        </p>
      )}
      <MapLegend classes={places.map(({ row }) => classOf(row, measure))} measure={measure} />
      <DrawnMap drawing={drawing} places={places} measure={measure} view={view} />
      {without > 0 && <p class="quiet">{say('mapWithout', { count: figures.count(without) })}</p>}
    </section>
  )
}

/** A place of the map with what is known of it. */
interface ToldPlace extends DrawnPlace {
  readonly area: AreaWithin
  readonly row: SubAreaRow | undefined
}

/** In the order of the table, so that keys go through the map as eyes go through the table; what is not known comes last. */
function toldPlaces(drawing: MapDrawing, sub: SubAreasHeld, sort: string): readonly ToldPlace[] {
  const drawn = new Map(drawing.places.map((place) => [place.id, place]))
  const known = sortedRows(sub.rows, sort).map((row) => ({ area: row.area, row }))
  const listed = [...known, ...sub.missing.map((area) => ({ area, row: undefined }))]
  return listed.flatMap(({ area, row }) => {
    const place = drawn.get(area.id)
    return place ? [{ ...place, area, row }] : []
  })
}

interface DrawnMapProps {
  readonly drawing: MapDrawing
  readonly places: readonly ToldPlace[]
  readonly measure: MapMeasure
  readonly view: View
}

/** One stop for the tab key, arrows within; what is pointed at is told beside it. */
function DrawnMap({ drawing: { width, height }, places, measure, view }: DrawnMapProps) {
  const { say, figures } = useReader()
  const [pointed, setPointed] = useState<ToldPlace | null>(null)
  // By a pointer that moves: one that rests while the keyboard scrolls the map below it points at nothing.
  const point = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest('a') : null
    setPointed(link === null ? null : (places[linksOf(link).indexOf(link)] ?? null))
  }
  // Thousands of lines are not looked through again for a pointer that moves.
  const links = useMemo(
    () =>
      places.map((place, index) => (
        <a
          key={place.id}
          href={areaAddress(place.area.code, view)}
          tabindex={index === 0 ? 0 : -1}
          aria-label={toldText(place, say, figures)}
        >
          <path
            class={classStyle(measure, classOf(place.row, measure))}
            fill={place.row?.suppressed ? 'url(#withheld)' : undefined}
            fill-rule="evenodd"
            d={place.path}
          />
        </a>
      )),
    [places, measure, view, say, figures],
  )
  return (
    <figure
      class="map"
      aria-label={say('mapLabel')}
      style={{ maxWidth: `min(100%, ${Math.round((85 * width) / height)}vh)` }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links within are pointed at and stepped through, and their events told once for all of them */}
      <svg
        role="presentation"
        viewBox={`0 0 ${width} ${height}`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
        onFocusIn={point}
        onFocusOut={() => setPointed(null)}
        onKeyDown={stepThrough}
      >
        <defs>
          <pattern id="withheld" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatched" width="8" height="8" />
            <line class="hatch" x1="0" y1="0" x2="0" y2="8" />
          </pattern>
        </defs>
        {links}
        {pointed && <path class="pointed" d={pointed.path} />}
      </svg>
      {pointed && (
        <p class="told" aria-hidden="true" style={besides(pointed, width, height)}>
          {toldText(pointed, say, figures)}
        </p>
      )}
    </figure>
  )
}

function linksOf(link: Element): readonly Element[] {
  return [...(link.closest('svg')?.querySelectorAll('a') ?? [])]
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** The next area of the map, in the order of the table. */
function stepThrough(event: KeyboardEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  const step = STEPS[event.key]
  if (link === null || step === undefined) return
  const links = linksOf(link)
  const next = links[step(links.indexOf(link), links.length)]
  event.preventDefault()
  if (next instanceof SVGElement) next.focus()
}

/** Name and value of a place, with the numbers behind it and how far it is from its target. */
function toldText({ area: { fullName }, row }: ToldPlace, say: Say, figures: Figures): string {
  if (row?.suppressed) return say('mapPlace', { area: fullName, told: say('suppressed') })
  if (!row || row.coverageRate === null) return say('mapPlace', { area: fullName, told: say('mapUnknown') })
  const { coverageRate, covered, population, pointsAboveTarget: points } = row
  const rate = say('mapRate', {
    rate: figures.percent(coverageRate),
    covered: figures.count(covered),
    population: figures.count(population),
  })
  const against = points === null ? '' : say('mapAgainst', { points: figures.signed(points, 1) })
  return say('mapPlace', { area: fullName, told: `${rate}${against}` })
}

/** Towards the middle of the map, so that it stays within. */
function besides({ x, y }: DrawnPlace, width: number, height: number) {
  const [across, down] = [(100 * x) / width, (100 * y) / height]
  return {
    ...(across < 50 ? { left: `${across}%` } : { right: `${100 - across}%` }),
    ...(down < 50 ? { top: `${down}%` } : { bottom: `${100 - down}%` }),
  }
}
