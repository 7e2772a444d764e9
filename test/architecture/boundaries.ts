import { importsOf, packageOf } from './imports.ts'
import type { Finding, SourceFile } from './source-file.ts'

/** What a folder of `src/` may see. `only`: nothing else; `never`: anything but. */
export type Boundary = { readonly folder: string; readonly why: string } & (
  | { readonly only: readonly string[]; readonly packages: readonly string[] }
  | { readonly never: readonly string[] }
)

const CORE_WHY = 'core is pure: hand in what it needs as an argument'

/** Design, section 6. A folder of `src/` that is not here fails the test: say first what it may see. */
export const BOUNDARIES: readonly Boundary[] = [
  { folder: 'model', only: [], packages: ['zod'], why: 'the nouns import nothing; move the logic to its folder' },
  { folder: 'rules', only: ['model'], packages: ['zod'], why: CORE_WHY },
  {
    folder: 'ingest',
    only: ['model'],
    packages: ['zod', 'saxes', 'csv-parse', 'csv-stringify', 'hucre'],
    why: CORE_WHY,
  },
  { folder: 'decide', only: ['model'], packages: ['zod'], why: CORE_WHY },
  { folder: 'compile', only: ['model', 'decide', 'rules', 'experiment'], packages: ['zod'], why: CORE_WHY },
  { folder: 'contracts', only: ['model'], packages: ['zod'], why: 'what is asked and answered, whoever answers it' },
  { folder: 'answer', only: ['model', 'contracts', 'decide'], packages: ['zod'], why: CORE_WHY },
  {
    folder: 'replay',
    only: ['model', 'contracts', 'decide', 'answer', 'off-policy', 'experiment'],
    packages: ['zod'],
    why: CORE_WHY,
  },
  { folder: 'canary', only: ['model'], packages: ['zod'], why: CORE_WHY },
  { folder: 'events', only: ['model'], packages: ['zod'], why: CORE_WHY },
  { folder: 'profile', only: ['model', 'decide'], packages: ['zod'], why: CORE_WHY },
  { folder: 'history', only: ['model'], packages: ['zod'], why: CORE_WHY },
  { folder: 'learn', only: ['model', 'decide'], packages: ['zod', 'ml-matrix'], why: CORE_WHY },
  { folder: 'lint', only: ['model', 'decide', 'rules', 'compile', 'learn'], packages: ['zod'], why: CORE_WHY },
  {
    folder: 'evaluation',
    only: ['model', 'decide', 'rules', 'compile', 'profile', 'learn'],
    packages: [],
    why: CORE_WHY,
  },
  {
    folder: 'trial',
    only: ['model', 'decide', 'rules', 'compile', 'profile', 'learn', 'replay', 'off-policy'],
    packages: [],
    why: CORE_WHY,
  },
  {
    folder: 'experiment',
    only: ['model'],
    // Distributions are numerical work for a library that tests them; these compute, and touch nothing else.
    packages: [
      'zod',
      '@stdlib/stats-base-dists-t-cdf',
      '@stdlib/stats-base-dists-t-quantile',
      '@stdlib/stats-base-dists-chisquare-cdf',
    ],
    why: CORE_WHY,
  },
  { folder: 'off-policy', only: [], packages: ['csv-parse'], why: CORE_WHY },
  { folder: 'lanes', only: ['model', 'rules', 'compile', 'lint'], packages: [], why: CORE_WHY },
  {
    folder: 'baseline',
    only: ['model', 'decide', 'snapshot'],
    packages: [],
    why: 'bytes that travel with the code: what answers with them and what replays them both read them here',
  },
  {
    folder: 'decision-log',
    only: ['model'],
    packages: ['jose'],
    why: 'sealed on one side and opened on the other: neither worker is known to it',
  },
  {
    folder: 'units',
    only: ['model'],
    packages: ['@noble/hashes', 'jose'],
    why: 'pseudonyms are made on one side and found again on the other: neither worker is known to it',
  },
  {
    folder: 'snapshot',
    only: ['model'],
    packages: ['flatbuffers', 'jose', 'zod'],
    why: 'a snapshot is signed bytes and nouns: both workers read it, neither is known to it',
  },
  {
    folder: 'http',
    only: ['model'],
    packages: ['node:stream', 'node:zlib'],
    why: 'how what comes over HTTP is read, no further than it may go: both workers read here, and it knows neither',
  },
  {
    folder: 'feeds',
    only: ['model', 'rules', 'ingest', 'http'],
    packages: ['node:crypto'],
    why: 'a feed is read with one code, where it arrives and where it is sent from: it knows neither',
  },
  {
    folder: 'kv',
    only: [],
    packages: ['zod'],
    why: 'how values are put and read back: the publisher and the command line both write here, and it knows neither',
  },
  {
    folder: 'schedule',
    never: ['edge', 'publisher', 'console', 'cli', 'dev', 'client'],
    why: 'the store serves the publisher and knows none of its callers',
  },
  {
    folder: 'edge',
    never: ['publisher', 'schedule', 'dev', 'cli', 'console', 'compile', 'ingest'],
    why: "the device worker holds nothing of the publisher's: put what both need into model, decide or snapshot",
  },
  {
    folder: 'publisher',
    never: ['edge', 'dev', 'cli', 'client'],
    why: "the publisher holds nothing of the edge's: put what both need into model, decide or snapshot",
  },
  { folder: 'console', never: ['edge', 'dev', 'cli', 'schedule'], why: 'pages speak to the ops API only' },
  {
    folder: 'client',
    only: ['model', 'contracts'],
    packages: [],
    why: 'what devices load must stay tiny: types alone',
  },
  {
    folder: 'cli',
    never: ['edge', 'publisher', 'schedule', 'console'],
    why: 'verbs that touch a deployment are clients of the ops API: use ops-client.ts',
  },
  { folder: 'dev', never: ['cli'], why: 'the local stack does not need the command line' },
]

/** Files under `rules/` are read in one place, so that their checks cannot be stepped around. */
const RULE_DATA = { folder: 'rules/', readBy: 'src/rules/', why: 'read rules through src/rules, which checks them' }

/** What speaks to Redis: whoever else wants something of the store asks for it by name. */
const STORE_DOOR = {
  files: /^src\/schedule\/store\/(?:checked-pipeline|keys|lock|replies)\.ts$/,
  readBy: 'src/schedule/',
  why: 'all Redis goes through src/schedule: give it a function there that says what it is for',
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function forbidden(boundary: Boundary, target: string | null, specifier: string): boolean {
  if (target !== null) {
    if (!target.startsWith('src/')) return false
    const folder = folderOf(target)
    if (folder === boundary.folder) return false
    return 'only' in boundary ? !boundary.only.includes(folder) : boundary.never.includes(folder)
  }
  return 'only' in boundary && !boundary.packages.includes(packageOf(specifier))
}

/** Imports that cross a boundary. */
export function crossings(file: SourceFile): Finding[] {
  const boundary = BOUNDARIES.find(({ folder }) => folder === folderOf(file.path))
  if (!boundary) {
    return [
      { path: file.path, line: 1, message: `give src/${folderOf(file.path)} a row in test/architecture/boundaries.ts` },
    ]
  }
  return importsOf(file).flatMap(({ line, specifier, target }) => {
    const found = (message: string) => [{ path: file.path, line, message }]
    if (target?.startsWith(RULE_DATA.folder) && !file.path.startsWith(RULE_DATA.readBy)) {
      return found(`imports ${specifier}: ${RULE_DATA.why}`)
    }
    if (target !== null && STORE_DOOR.files.test(target) && !file.path.startsWith(STORE_DOOR.readBy)) {
      return found(`imports ${specifier}: ${STORE_DOOR.why}`)
    }
    if (target?.startsWith('test/'))
      return found(`imports ${specifier}: src never needs test; move it beside its caller`)
    if (forbidden(boundary, target, specifier)) return found(`imports ${specifier}: ${boundary.why}`)
    return []
  })
}
