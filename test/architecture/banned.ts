import { type Finding, lineAt, type SourceFile } from './source-file.ts'

/** Folders that know no clock, chance, storage, network or console: `src/tsconfig.core.json` compiles the same ones. */
export const CORE = [
  'model',
  'rules',
  'ingest',
  'compile',
  'decide',
  'answer',
  'replay',
  'canary',
  'events',
  'profile',
  'lint',
  'lanes',
  'learn',
  'evaluation',
  'trial',
  'history',
  'experiment',
  'contracts',
  'off-policy',
] as const
const IN_CORE = new RegExp(`^src/(${CORE.join('|')})/`)
const EVERYWHERE = /^(src|test)\//

interface BannedWord {
  readonly in: RegExp
  readonly pattern: RegExp
  readonly instead: string
  readonly view: 'bare' | 'comments'
}

/** Words that have no business in the code, each with what to write instead. */
export const BANNED_WORDS: readonly BannedWord[] = [
  {
    in: EVERYWHERE,
    view: 'bare',
    pattern: /(?:[:<|&]\s*|\b(?:as|extends|is)\s+)any\b(?!\s*[:(.])|,\s*any\s*[>,\]]/g,
    instead: 'unknown, and narrow it',
  },
  { in: EVERYWHERE, view: 'bare', pattern: /\bas\s+unknown\s+as\b/g, instead: 'a type guard or a zod schema' },
  { in: EVERYWHERE, view: 'comments', pattern: /@ts-(?:ignore|nocheck|expect-error)\b/g, instead: 'the right type' },
  {
    in: EVERYWHERE,
    view: 'comments',
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g,
    instead: 'do it now, or say in the report that it is undone',
  },
  {
    in: IN_CORE,
    view: 'bare',
    pattern: /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\./g,
    instead: '`now` as an argument',
  },
  { in: IN_CORE, view: 'bare', pattern: /\bMath\.random\b/g, instead: 'a seeded generator as an argument' },
  { in: IN_CORE, view: 'bare', pattern: /\bcrypto\./g, instead: 'the hash or key as an argument' },
  { in: IN_CORE, view: 'bare', pattern: /\bfetch\(/g, instead: 'the data as an argument' },
  { in: IN_CORE, view: 'bare', pattern: /\bconsole\./g, instead: 'the finding in the return value' },
  {
    in: IN_CORE,
    view: 'bare',
    pattern: /\b(?:setTimeout|setInterval|queueMicrotask)\(/g,
    instead: 'no waiting in core; the shell waits',
  },
  { in: IN_CORE, view: 'bare', pattern: /\bprocess\.|\bglobalThis\b/g, instead: 'the value as an argument' },
  {
    in: /^src\/edge\//,
    view: 'bare',
    // The Cache API's own `put` is the one that the ladder needs.
    pattern: /(?<!\b(?:cache|caches\.default))\??\.put\(|\[\s*['"]put/g,
    instead: 'nothing: the edge only reads KV. The Cache API is written as `cache.put(…)`',
  },
  {
    in: /^src\/edge\//,
    view: 'bare',
    pattern: /\b(?:SNAPSHOTS|kv|namespace|[a-z]*Namespace)\??\.delete\(/g,
    instead: 'nothing: the edge only reads KV; the publisher takes shards away',
  },
]

/** Words that a scanner has to spell to find them. */
const SPELLS_THEM = /^test\/architecture\//

export function bannedWords(file: SourceFile): Finding[] {
  if (SPELLS_THEM.test(file.path)) return []
  return BANNED_WORDS.filter((banned) => banned.in.test(file.path)).flatMap(({ pattern, instead, view }) =>
    [...file[view].matchAll(pattern)].map((match) => ({
      path: file.path,
      line: lineAt(file.text, match.index),
      message: `"${match[0].trim()}": write instead ${instead}`,
    })),
  )
}

/** Names that say nothing about what is inside. */
export const BANNED_NAMES = [
  {
    pattern: /\/(?:utils?|helpers?|lib|common|shared|misc)(?:\/|\.tsx?$)/,
    instead: 'the name of what it does, beside its only caller',
  },
  {
    pattern: /\/(?:constants?|types|interfaces)(?:\/|\.tsx?$)/,
    instead: 'the noun it describes; a constant stands where it is used',
  },
  { pattern: /\/index\.tsx?$/, instead: 'no barrel: import the file itself' },
] as const

export function bannedNames(path: string): Finding[] {
  return BANNED_NAMES.filter(({ pattern }) => pattern.test(path)).map(({ instead }) => ({
    path,
    line: 1,
    message: `a name that says nothing; give it ${instead}`,
  }))
}
