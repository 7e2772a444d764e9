import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { asset, title } from '../../publisher/records.ts'
import { writeMadeUpNights } from './made-up-nights.ts'

const ASSETS = 2000
const TITLES = 400
const GENRES = ['drama', 'comedy', 'action', 'documentary', 'thriller', 'romance', 'family', 'horror']

/** What one run took. */
export interface MeasuredRun {
  readonly seconds: number
  /** Of the processor, on all cores together: what else the machine does is not in it. */
  readonly processorSeconds: number
  /** The most that its process held at once, with all of DuckDB's, in megabytes. */
  readonly peakMb: number
}

/** Makes so many events up, learns of them as `ff learn run` does, in a process of its own, and takes all of it away again. */
export async function measuredRun(events: number, form: 'parquet' | 'ndjson'): Promise<MeasuredRun> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-learn-'))
  try {
    const file = join(folder, `events.${form}`)
    const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
    await writeMadeUpNights(connection, { events, assets: ASSETS, file })
    connection.closeSync()
    await writeFile(join(folder, 'schedule.ndjson'), schedule())
    const started = performance.now()
    const used = await usedBy([file, join(folder, 'schedule.ndjson'), join(folder, 'learned')])
    return { seconds: (performance.now() - started) / 1000, ...used }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function schedule(): string {
  const titles = Array.from({ length: TITLES }, (_, index) => ({
    ...title(`made-up-${index}`),
    genres: [GENRES[index % GENRES.length], GENRES[(index >> 3) % GENRES.length]].filter(
      (genre, at, all) => all.indexOf(genre) === at,
    ),
    releasedOn: `${1980 + (index % 45)}-05-01`,
  }))
  const assets = Array.from({ length: ASSETS }, (_, index) => ({
    ...asset(`made-up-${index}`),
    titleId: `ttl_made-up-${index % TITLES}`,
    durationMs: 15_000 + 1000 * (index % 90),
  }))
  return [...titles, ...assets].map((record) => `${JSON.stringify(record)}\n`).join('')
}

async function usedBy(words: readonly string[]): Promise<Omit<MeasuredRun, 'seconds'>> {
  const script = join(import.meta.dirname, 'learn-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, wrong] = [gathered(child.stdout), gathered(child.stderr)]
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`the run ended with ${code}: ${wrong()}`)
  const [kilobytes, microseconds] = said().split(' ').map(Number)
  return { peakMb: (kilobytes ?? Number.NaN) / 1000, processorSeconds: (microseconds ?? Number.NaN) / 1e6 }
}

function gathered(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return () => text
}
