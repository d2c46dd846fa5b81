import { refreshAncestors } from '../../src/areas/area.store.ts'
import { type AreaLevel, levelNumber } from '../../src/areas/area-level.ts'
import { rebuildCube } from '../../src/coverage/cube.store.ts'
import { type HouseholdClass, householdClassNumber } from '../../src/households/household-class.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { execute, oneRow, rows, type SqlSession } from '../../src/kernel/sql.ts'
import { matchKey, plainKey } from '../../src/kernel/vietnamese-text.ts'
import { type Sex, sexNumber } from '../../src/population/sex.ts'

/** An interval of days; left out, from always or until further notice. */
interface Days {
  readonly from?: PlainDate
  readonly until?: PlainDate
}

interface NewArea extends Days {
  readonly code: string
  readonly level: AreaLevel
  readonly name?: string
  readonly unitType?: string
  readonly parentId?: number
}

interface NewPerson {
  readonly name?: string
  readonly birthDate?: PlainDate
  readonly birthYear?: number
  readonly sex?: Sex
  readonly nationalId?: string
}

interface NewResidence extends Days {
  readonly areaId: number
  readonly householdId?: number
  readonly householdClass?: HouseholdClass
  readonly relation?: string
}

interface NewCard extends Days {
  readonly code: string
  readonly number?: string
  readonly endedBy?: string
}

/** Writes a register row by row, as tests want it, past the import. Close the map and the counts with `settle()`. */
export class RegisterRows {
  readonly #em: SqlSession
  #batchId = 0

  constructor(em: SqlSession) {
    this.#em = em
  }

  /** A committed batch whose file states the rows that follow. */
  async batch(fileName: string, sheetName = 'Sheet1'): Promise<number> {
    const { id } = await oneRow<{ id: number }>(
      this.#em,
      `insert into import_batch (file_name, sha256, byte_size, status, created_by, sheets)
       values ($1, encode(sha256($1::text::bytea), 'hex'), 1, 'COMMITTED', 'test', $2) returning batch_id as id`,
      [fileName, JSON.stringify([{ sheet: 0, name: sheetName }])],
    )
    this.#batchId = id
    return id
  }

  /** The country, code VN. */
  async country(): Promise<number> {
    const [known] = await rows<{ id: number }>(this.#em, `select area_id as id from area where code = 'VN'`)
    return known ? known.id : this.area({ code: 'VN', level: 'COUNTRY', name: 'Việt Nam' })
  }

  async area({
    code,
    level,
    parentId,
    from,
    until,
    unitType = '',
    name = `Địa bàn ${code}`,
  }: NewArea): Promise<number> {
    const { id } = await oneRow<{ id: number }>(
      this.#em,
      `insert into area (code, name, unit_type, level, name_key, name_plain, valid_from, valid_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning area_id as id`,
      [
        code,
        name,
        unitType,
        levelNumber(level),
        matchKey(name),
        plainKey(name),
        from ?? '-infinity',
        until ?? 'infinity',
      ],
    )
    if (parentId !== undefined) await this.parent(id, parentId, { from, until })
    return id
  }

  async parent(areaId: number, parentId: number, { from, until }: Days = {}): Promise<void> {
    await execute(
      this.#em,
      'insert into area_parent (area_id, parent_id, valid_from, valid_until) values ($1, $2, $3, $4)',
      [areaId, parentId, from ?? '-infinity', until ?? 'infinity'],
    )
  }

  async succession(change: {
    from: number
    to: number
    on: PlainDate
    relation: string
    weight?: number
  }): Promise<void> {
    await execute(
      this.#em,
      'insert into area_succession (from_id, to_id, on_day, relation, weight) values ($1, $2, $3, $4, $5)',
      [change.from, change.to, change.on, change.relation, change.weight ?? 1],
    )
  }

  /** A participant code with its payer group (1–6) and its place in the law's order. */
  async participantCode(code: string, group: number | null, lawOrder: number): Promise<void> {
    await execute(
      this.#em,
      `insert into participant_code (code, participant_group, law_order) values ($1, $2, $3)
       on conflict (code) do update set participant_group = excluded.participant_group, law_order = excluded.law_order`,
      [code, group, lawOrder],
    )
  }

  async person({ name = 'Nguyễn Văn A', birthDate, birthYear, sex, nationalId }: NewPerson = {}): Promise<number> {
    const { id } = await oneRow<{ id: number }>(
      this.#em,
      `insert into person (full_name, name_key, birth_date, birth_year, sex, national_id, batch_id)
       values ($1, $2, $3, $4, $5, $6, $7) returning person_id as id`,
      [
        name,
        matchKey(name),
        birthDate ?? null,
        birthYear ?? (birthDate ? Number(birthDate.slice(0, 4)) : null),
        sex ? sexNumber(sex) : 0,
        nationalId ?? null,
        this.#batchId,
      ],
    )
    if (nationalId) await this.identity(id, 2, nationalId)
    return id
  }

  /** Kind 1 social-insurance number, 2 national id, 3 card number. */
  async identity(personId: number, kind: 1 | 2 | 3, code: string): Promise<void> {
    await execute(this.#em, 'insert into person_identity (kind, code, person_id, batch_id) values ($1, $2, $3, $4)', [
      kind,
      code,
      personId,
      this.#batchId,
    ])
  }

  async residence(personId: number, home: NewResidence): Promise<void> {
    await execute(
      this.#em,
      `insert into residence (person_id, valid_from, valid_until, area_id, household_id, household_class, relation_to_head, batch_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        personId,
        home.from ?? '2000-01-01',
        home.until ?? 'infinity',
        home.areaId,
        home.householdId ?? null,
        home.householdClass ? householdClassNumber(home.householdClass) : 0,
        home.relation ?? null,
        this.#batchId,
      ],
    )
  }

  async card(personId: number, { code, number = '', from, until, endedBy }: NewCard): Promise<void> {
    await execute(
      this.#em,
      `insert into enrolment (person_id, valid_from, valid_until, card_number, participant_code, ended_by, batch_id, sheet, row)
       values ($1, $2, $3, $4, $5, $6, $7, 0, 7)`,
      [personId, from ?? '2000-01-01', until ?? 'infinity', number, code, endedBy ?? null, this.#batchId],
    )
  }

  async household(
    state: { areaId: number; householdClass: HouseholdClass } & Days,
    headName = 'Trần Thị B',
  ): Promise<number> {
    const { id } = await oneRow<{ id: number }>(
      this.#em,
      'insert into household (head_name, batch_id) values ($1, $2) returning household_id as id',
      [headName, this.#batchId],
    )
    await this.householdState(id, state)
    return id
  }

  async householdState(id: number, state: { areaId: number; householdClass: HouseholdClass } & Days): Promise<void> {
    await execute(
      this.#em,
      `insert into household_state (household_id, valid_from, valid_until, area_id, household_class, batch_id, sheet, row)
       values ($1, $2, $3, $4, $5, $6, 0, 9)`,
      [
        id,
        state.from ?? '2000-01-01',
        state.until ?? 'infinity',
        state.areaId,
        householdClassNumber(state.householdClass),
        this.#batchId,
      ],
    )
  }

  /** Figures that the batch's file states for an area on a day, by measure; their cells stand in row 7 from column B on. */
  async figures(
    areaId: number,
    asOf: PlainDate,
    values: Readonly<Record<string, number>>,
    origin = 'OTHER',
  ): Promise<void> {
    for (const [index, [measure, value]] of Object.entries(values).entries()) {
      await execute(
        this.#em,
        `insert into reported_figure (area_id, measure, as_of, origin, value, batch_id, sheet, row, column_letters)
         values ($1, $2, $3, $7, $4, $5, 0, 7, $6)`,
        [areaId, measure, asOf, value, this.#batchId, 'BCDEFGH'.charAt(index), origin],
      )
    }
  }

  async target(
    areaId: number,
    target: { value: number; from: PlainDate; dueOn: PlainDate; measure?: string; assignedBy?: number },
  ): Promise<number> {
    const { id } = await oneRow<{ id: number }>(
      this.#em,
      `insert into target (area_id, measure, value, valid_from, due_on, assigned_by, document, batch_id)
       values ($1, $2, $3, $4, $5, $6, 'QĐ 12', $7) returning target_id as id`,
      [
        areaId,
        target.measure ?? 'COVERAGE_RATE',
        target.value,
        target.from,
        target.dueOn,
        target.assignedBy ?? null,
        this.#batchId,
      ],
    )
    return id
  }

  /** Derives the map's links and counts the cube, after everything was written. */
  async settle(): Promise<void> {
    await refreshAncestors(this.#em)
    await rebuildCube(this.#em)
  }

  /** Takes everybody out again and leaves the map. */
  async removePersons(): Promise<void> {
    await execute(
      this.#em,
      'truncate person, person_identity, residence, enrolment, household, household_state, coverage_cube',
    )
  }
}
