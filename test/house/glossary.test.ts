import { buildSchema, isEnumType, isIntrospectionType, isSpecifiedScalarType } from 'graphql'
import { expect, test } from 'vitest'
import { GLOSSARY, GLOSSARY_PARTS } from '../../src/kernel/glossary.ts'
import { projectFiles, projectText, shippedCode } from './project-files.ts'

/** Lists and filters are named after what they hold: `AreaConnection` needs no entry beside `Area`. */
const DERIVED = /(Connection|Edge|Where)$/
/** Tables of the migrations themselves. */
const NOT_OURS = /^(mikro_orm_migrations|kysely_.*)$/

const types = Object.values(buildSchema(projectText('schema/schema.graphql')).getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !DERIVED.test(type.name),
)

test('every GraphQL type and every enum value has an entry', () => {
  const needed = types.flatMap((type) => [
    type.name,
    ...(isEnumType(type) ? type.getValues().map((value) => `${type.name}.${value.name}`) : []),
  ])
  expect(needed.length).toBeGreaterThan(80)
  expect(needed.filter((name) => !Object.hasOwn(GLOSSARY, name))).toEqual([])
})

test('no word is told in two places, or one of them would not hold', () => {
  const names = GLOSSARY_PARTS.flatMap((part) => Object.keys(part))
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
})

test('every table has an entry', () => {
  const tables = [
    ...projectText('src/storage/schema.sql').matchAll(/^create (?:unlogged )?table (?:public\.)?"?(\w+)"? \(/gm),
  ].map((match) => match[1] ?? '')
  expect(tables.length).toBeGreaterThan(15)
  expect(tables.filter((table) => !NOT_OURS.test(table) && !Object.hasOwn(GLOSSARY, table))).toEqual([])
})

test('every word is one we use, and says what it means in both languages', () => {
  const ownPages = /^src\/kernel\/glossary/
  const texts = [...shippedCode(), ...projectFiles('schema', '.graphql'), ...projectFiles('src', '.md')]
  const used = new Set(texts.filter(({ path }) => !ownPages.test(path)).flatMap(({ text }) => text.match(/\w+/g) ?? []))
  for (const [name, { vi, meaning }] of Object.entries(GLOSSARY)) {
    expect(used.has(name.split('.').at(-1) ?? ''), `${name} is not used anywhere`).toBe(true)
    expect(vi.trim().length > 1 && meaning.trim().length > 3, name).toBe(true)
    expect(vi.normalize('NFC'), name).toBe(vi)
  }
})

test('one Vietnamese word of the classes and levels never stands for two of our words', () => {
  for (const family of ['HouseholdClass', 'AreaLevel', 'RowOutcome', 'BatchStatus', 'Severity']) {
    const words = Object.entries(GLOSSARY).flatMap(([name, { vi }]) => (name.startsWith(`${family}.`) ? [vi] : []))
    expect(words.length, family).toBeGreaterThan(3)
    expect(new Set(words).size, family).toBe(words.length)
  }
})
