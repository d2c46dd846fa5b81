import { registerSource } from '../batches/figure-source.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { ratioOf, roundTo } from '../kernel/ratio.ts'
import type { CoverageCell, PopulationFigure, ToldCell } from './coverage-row.ts'
import type { Facts } from './facts.ts'
import { isDetailed, type Question, type Unit } from './question.ts'

/**
 * The population of a unit on a day, cell by cell; without a basis asked the stated figure where there is one, else the register.
 * A count that is withheld from the reader is left out.
 */
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
  const found: readonly (ToldCell | null)[] =
    cells.size === 0 && question.by.length === 0 ? [null] : [...cells.values()]
  const asOf = facts.countedOn(day)
  const source = registerSource(asOf)
  return found.flatMap((cell) => {
    const count = cell === null ? 0 : cell.population
    if (count === null) return []
    const share = ratioOf(cell?.estimated?.population ?? 0, count) ?? 0
    const estimatedShare = facts.rounded ? Math.min(1, roundTo(share, 2)) : share
    return [{ ...placeOf(unit, cell), asOf, count, basis: 'REGISTRY' as const, source, estimatedShare }]
  })
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
