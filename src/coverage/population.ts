import { registerSource } from '../batches/figure-source.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf } from '../kernel/ratio.ts'
import type { CountedCell, CoverageCell, PopulationFigure } from './coverage-row.ts'
import type { Facts } from './facts.ts'
import { isDetailed, type Question, type Unit } from './question.ts'

/** The population of a unit on a day, cell by cell; without a basis asked the stated figure where there is one, else the register. */
export function populationOf(unit: Unit, day: PlainDate, question: Question, facts: Facts): PopulationFigure[] {
  if (question.basis !== 'REGISTRY' && !isDetailed(question)) {
    const stated = facts.reported(unit, day, 'POPULATION')
    const yields =
      stated !== null && question.basis === null && stated.afterRegister && facts.counted(unit, day) !== null
    if (stated && !yields) {
      const { value: count, source } = stated
      const estimatedShare = ratioOf(stated.estimated ?? 0, count) ?? 0
      return [{ ...placeOf(unit, null), asOf: source.asOf, count, basis: 'REPORTED', source, estimatedShare }]
    }
    if (question.basis === 'REPORTED') return []
  }
  const cells = facts.counted(unit, day)
  if (cells === null) return []
  const found: readonly (CountedCell | null)[] =
    cells.size === 0 && question.by.length === 0 ? [null] : [...cells.values()]
  const source = registerSource(day)
  return found.map((cell) => ({
    ...placeOf(unit, cell),
    asOf: day,
    count: cell?.population ?? 0,
    basis: 'REGISTRY',
    source,
    estimatedShare: ratioOf(cell?.estimated?.population ?? 0, cell?.population ?? 0) ?? 0,
  }))
}

function placeOf(
  unit: Unit,
  cell: CoverageCell | null,
): Pick<PopulationFigure, 'areaId' | 'area' | keyof CoverageCell> {
  return {
    areaId: unit.area.areaId,
    area: unit.area,
    participantCode: cell?.participantCode ?? null,
    participantGroup: cell?.participantGroup ?? null,
    householdClass: cell?.householdClass ?? null,
    sex: cell?.sex ?? null,
    ageBand: cell?.ageBand ?? null,
  }
}
