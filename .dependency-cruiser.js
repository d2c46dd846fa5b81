/**
 * The ladder of the house as rules: a room sees only the rooms below it. Run by `test/house/look-down.test.ts`, which also
 * asserts that modules were cruised at all: with TypeScript 7 and no `parser: 'swc'` this tool finds no modules and says
 * that all is well.
 */
// Who is asking comes before every place and number: `areas` answers for an actor, `access` knows areas by their ids only.
const ladder = [
  'kernel',
  'access',
  'areas',
  'batches',
  'population',
  'households',
  'enrolments',
  'coverage',
  'targets',
  'campaigns',
  'segments',
  'exports',
  'privacy',
]
const room = (names) => `^src/(${names.join('|')})/`
const ban = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

const climbs = ladder
  .slice(0, -1)
  .map((name, index) =>
    ban(
      `${name}-looks-down`,
      { path: room([name]) },
      { path: room(ladder.slice(index + 1)) },
      'A room sees only the rooms below it.',
    ),
  )

const onlyIn = (name, path, what, comment) =>
  ban(name, { pathNot: path }, { path: `(^|/)node_modules/${what}/` }, comment)

export default {
  forbidden: [
    ...climbs,
    ban(
      'hub-knows-no-door',
      { path: room(ladder) },
      { path: '^(schema|importers|src/storage|src/app)/' },
      'What is true does not depend on who asks or how it got in.',
    ),
    ban(
      'siblings-are-strangers',
      { path: '^(schema|importers|src/storage)/' },
      { path: '^(schema|importers|src/storage|src/app)/', pathNot: '^$1/' },
      'Schema, importers and storage meet only in src/app.',
    ),
    ban(
      'sources-are-strangers',
      { path: '^importers/sources/([^/]+)/' },
      { path: '^importers/(workbook|stages|sources)/', pathNot: '^importers/sources/$1/' },
      'A source is data; it can be deleted without touching another.',
    ),
    ban(
      'forms-are-shared-words',
      { path: '^importers/forms/' },
      { path: '^importers/(workbook|stages|sources)/', pathNot: '^importers/workbook/workbook\\.ts$' },
      'What several sources have in common is data and pure functions, like they are; it knows what a cell is, not how one is read.',
    ),
    ban(
      'workbook-knows-no-meaning',
      { path: '^importers/workbook/' },
      { path: '^importers/(stages|sources)/' },
      'The room that knows file formats does not know what a sheet means.',
    ),
    onlyIn(
      'exceljs-stays-in-its-room',
      '^(importers/workbook|src/exports|test)/',
      'exceljs',
      'One room to change when the library goes.',
    ),
    onlyIn(
      'sheet-readers-stay-in-their-room',
      '^(importers/workbook|test)/',
      '(@e965/xlsx|yauzl|csv-parse|hucre)',
      'One room knows file formats.',
    ),
    onlyIn(
      'type-graphql-stays-in-the-schema',
      '^(schema|test)/',
      'type-graphql',
      'Decorators describe the contract and nothing else.',
    ),
    onlyIn(
      'express-stays-at-the-door',
      '^(src/app|test)/',
      '(express|@apollo/server|busboy|helmet)',
      'HTTP is met in src/app only.',
    ),
    ban(
      'pages-know-only-the-doors',
      { path: '^src/app/web/' },
      { pathNot: '^src/app/web/|(^|/)node_modules/(preact|vite)/' },
      'The officers’ pages ask the contract over HTTP like any client; nothing of the hub is built into them.',
    ),
    ban(
      'partners-know-only-the-doors',
      { path: '^src/client/' },
      { pathNot: '^src/client/|(^|/)node_modules/graphql-request/', dependencyTypesNot: ['core'] },
      'The partners’ client asks over HTTP; nothing of the hub comes with it.',
    ),
    onlyIn('preact-stays-in-the-pages', '^src/app/web/', 'preact', 'Only pages are drawn with it.'),
    ban(
      'nothing-imports-a-test',
      { pathNot: '^test/' },
      { path: '^test/' },
      'Code that ships does not lean on its tests.',
    ),
    ban(
      'no-cycles',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Two files that need each other are one file.',
    ),
    // The peers that the bench compares with are a package of their own.
    ban(
      'everything-resolves',
      { pathNot: '^test/bench/peers/' },
      { couldNotResolve: true, pathNot: '^node:' },
      'An import that leads nowhere.',
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
}
