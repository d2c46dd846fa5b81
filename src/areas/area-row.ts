import type { PlainDate } from '../kernel/plain-date.ts'
import { type AreaLevel, levelOf } from './area-level.ts'

/** A place with the days on which it existed under this code, name and kind: one version of it. */
export interface AreaRow {
  readonly areaId: number
  readonly code: string
  /** The bare name: Xuân Hưng. */
  readonly name: string
  /** Xã, Huyện, Ấp …; empty for the country. */
  readonly unitType: string
  /** Xã Xuân Hưng. */
  readonly fullName: string
  readonly level: AreaLevel
  /** Null: since before the first list. */
  readonly validFrom: PlainDate | null
  /** The first day on which it no longer exists; null: no end is known. */
  readonly validUntil: PlainDate | null
}

/** A row of `areaColumns`. */
export interface StoredArea extends Omit<AreaRow, 'level'> {
  readonly level: number
}

/** The columns of an area as `areaRow` wants them, of the table under that name in the statement. */
export function areaColumns(table: string): string {
  return `${table}.area_id as "areaId", ${table}.code, ${table}.name, ${table}.unit_type as "unitType",
    trim(${table}.unit_type || ' ' || ${table}.name) as "fullName", ${table}.level,
    nullif(${table}.valid_from, '-infinity') as "validFrom", nullif(${table}.valid_until, 'infinity') as "validUntil"`
}

export function areaRow(stored: StoredArea): AreaRow {
  const { areaId, code, name, unitType, fullName, level, validFrom, validUntil } = stored
  return { areaId, code, name, unitType, fullName, level: levelOf(level), validFrom, validUntil }
}
