import { Breadcrumb } from '../frame/breadcrumb.tsx'
import { CopyView } from '../frame/copy-view.tsx'
import { Failure, Loading } from '../frame/failure.tsx'
import { useMay, usePersons, useReader } from '../frame/reader.ts'
import { useAnswer } from '../frame/use-answer.ts'
import type { Route } from '../route.ts'
import { vietnamToday } from '../today.ts'
import { AreaMap } from './area-map.tsx'
import { AreaSearch } from './area-search.tsx'
import { Controls } from './controls.tsx'
import { AREA, type AreaAnswer, DAYS, type DaysAnswer, SUB_AREAS } from './coverage-queries.ts'
import { GainsAndLosses } from './gains-and-losses.tsx'
import { Headline } from './headline.tsx'
import { Pupils } from './pupils.tsx'
import { Split } from './split.tsx'
import { SubAreas } from './sub-areas.tsx'
import { Trend } from './trend.tsx'
import { type SubAreasHeld, useSubAreas } from './use-sub-areas.ts'
import { areaAddress, trendDays, type View, viewOf } from './view.ts'

interface CoveragePageProps {
  readonly code: string
  readonly route: Route
}

/** An area on a day. Without a day in the address, the newest of which a committed file speaks for it. */
export function CoveragePage({ code, route }: CoveragePageProps) {
  const asked = useAnswer<DaysAnswer>(DAYS, { code })
  if (asked.failure) return <Failure failure={asked.failure} again={asked.again} />
  if (asked.answer === null) return <Loading />
  const days = asked.answer.figureDays
  const view = viewOf(route.query)
  const day = view.day || days.at(0) || vietnamToday(new Date())
  return <AreaOnDay code={code} view={{ ...view, day }} days={days} />
}

interface AreaOnDayProps {
  readonly code: string
  readonly view: View
  readonly days: readonly string[]
}

function AreaOnDay({ code, view, days }: AreaOnDayProps) {
  const { say, figures } = useReader()
  const every = view.every || 'MONTH'
  const common = { day: view.day, basis: view.basis || null, compareTo: view.compare || null }
  const asked = useAnswer<AreaAnswer>(AREA, { code, ...common, every, ...trendDays(view.day, every) })
  const subVariables = { ...common, within: code, level: view.level || null, borders: view.borders || null }
  const area = asked.answer?.area ?? null
  const sub = useSubAreas(area === null || area.level === 'RESIDENT_GROUP' ? null : subVariables)
  return (
    <>
      {area && <Way area={area} view={view} />}
      <h1>{area ? say('coverageOf', { area: area.fullName }) : say('toCoverage')}</h1>
      <AreaSearch view={view} />
      <Controls code={code} view={view} days={days} level={area?.level ?? null} />
      {asked.failure && <Failure failure={asked.failure} again={asked.again} />}
      {asked.answer === null && !asked.failure && <Loading />}
      {asked.answer !== null && area === null && (
        <p class="problem">{say('areaMissing', { code, day: figures.day(view.day) })}</p>
      )}
      {area && <Known area={area} sub={sub} view={view} />}
      <CopyView query={SUB_AREAS} variables={subVariables} />
    </>
  )
}

type AnsweredArea = NonNullable<AreaAnswer['area']>

function Way({ area, view }: { readonly area: AnsweredArea; readonly view: View }) {
  const steps = [...area.ancestors, area].map((each) => ({
    name: each.fullName,
    address: areaAddress(each.code, view),
  }))
  return <Breadcrumb steps={steps} />
}

interface KnownProps {
  readonly area: AnsweredArea
  readonly sub: SubAreasHeld
  readonly view: View
}

/** All that is known of an area. On the borders of another day, its number is the total over the areas within. */
function Known({ area, sub, view }: KnownProps) {
  // Small counts are told by the role, whether persons are open or not.
  const { mustOpen } = usePersons()
  const seesSmallCounts = useMay('READ_PERSONS') || mustOpen
  const onOwnBorders = view.borders === ''
  const row = onOwnBorders ? area.coverage : sub.total
  return (
    <>
      <Headline row={row} day={view.day} code={area.code} level={area.level} />
      <Trend points={area.trend} target={area.coverage?.target?.value ?? null} />
      {view.by !== '' && <Split code={area.code} level={area.level} view={view} />}
      {onOwnBorders && <Pupils code={area.code} level={area.level} view={view} />}
      {onOwnBorders && seesSmallCounts && view.compare !== '' && (
        <GainsAndLosses code={area.code} level={area.level} view={view} />
      )}
      {area.level !== 'RESIDENT_GROUP' && (
        <AreaMap asked={{ within: area.code, level: area.level, on: view.borders || view.day }} sub={sub} view={view} />
      )}
      {area.level !== 'RESIDENT_GROUP' && <SubAreas sub={sub} code={area.code} view={view} />}
    </>
  )
}
