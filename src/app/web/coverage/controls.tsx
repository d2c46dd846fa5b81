import { useReader } from '../frame/reader.ts'
import type { AreaLevel, ValueOf } from '../hub/answers.ts'
import { ENUMS } from '../hub/enums.ts'
import { type View, viewAddress } from './view.ts'

interface ControlsProps {
  readonly code: string
  readonly view: View
  readonly days: readonly string[]
  readonly level: AreaLevel | null
}

const DIMENSIONS: readonly ValueOf<'CoverageDimension'>[] = [
  'HOUSEHOLD_CLASS',
  'PARTICIPANT_GROUP',
  'PARTICIPANT_CODE',
  'SEX',
  'AGE_BAND',
]

/** Day, borders, comparison and the rest: each change is a new address. */
export function Controls({ code, view, days, level }: ControlsProps) {
  const { say, figures } = useReader()
  const go = (change: Partial<View>): void => {
    location.hash = viewAddress(code, view, change)
  }
  const below = level === null ? [] : ENUMS.AreaLevel.slice(ENUMS.AreaLevel.indexOf(level) + 1)
  return (
    <section class="no-print" aria-label={say('controls')}>
      <div class="controls">
        <DayControl label={say('day')} day={view.day} onDay={(day) => day !== '' && go({ day })} />
        <DayControl label={say('borders')} day={view.borders} onDay={(borders) => go({ borders })} />
        <DayControl label={say('compareTo')} day={view.compare} onDay={(compare) => go({ compare })} />
        <Choice label={say('basis')} value={view.basis} onChoice={(basis) => go({ basis })}>
          {[['', say('basisBest')], ...ENUMS.Basis.map((each) => [each, say.term('Basis', each)])]}
        </Choice>
        <Choice label={say('subLevel')} value={view.level} onChoice={(next) => go({ level: next })}>
          {[['', say('subLevelNext')], ...below.map((each) => [each, say.term('AreaLevel', each)])]}
        </Choice>
        <Choice label={say('splitBy')} value={view.by} onChoice={(by) => go({ by })}>
          {[['', say('none')], ...DIMENSIONS.map((each) => [each, say.term('CoverageDimension', each)])]}
        </Choice>
        <Choice label={say('trendStep')} value={view.every || 'MONTH'} onChoice={(every) => go({ every })}>
          {ENUMS.Interval.map((each) => [each, say.term('Interval', each)])}
        </Choice>
      </div>
      {days.length > 0 && (
        <p class="quiet">
          {say('daysWithData')}{' '}
          {days.map((day) => (
            <a
              key={day}
              class="day"
              href={viewAddress(code, view, { day })}
              aria-current={day === view.day ? 'date' : undefined}
            >
              {figures.day(day)}
            </a>
          ))}
        </p>
      )}
    </section>
  )
}

interface DayControlProps {
  readonly label: string
  readonly day: string
  readonly onDay: (day: string) => void
}

function DayControl({ label, day, onDay }: DayControlProps) {
  return (
    <label>
      {label}
      <input type="date" value={day} onChange={(event) => onDay(event.currentTarget.value)} />
    </label>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly onChoice: (value: string) => void
  /** Value and text of each option. */
  readonly children: readonly (readonly string[])[]
}

function Choice({ label, value, onChoice, children }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
        {children.map(([each = '', text = '']) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
