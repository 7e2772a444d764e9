import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { asset, title } from '../../publisher/records.ts'
import { ffInside } from '../command-line.ts'

// As where development dependencies were left out.
vi.mock('@duckdb/node-api', () => {
  throw new Error("Cannot find package '@duckdb/node-api'")
})

it('a run without DuckDB says how to install it, and writes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-learn-'))
  try {
    const schedule = join(folder, 'schedule.ndjson')
    await writeFile(schedule, [title('one'), asset('one')].map((record) => `${JSON.stringify(record)}\n`).join(''))
    const words = ['--events', folder, '--schedule', schedule, '--out', join(folder, 'out'), '--seed', '1']
    const { code, stderr } = await ffInside(['learn', 'run', ...words])
    expect([code, stderr]).toEqual([1, expect.stringMatching(/DuckDB.* cannot be loaded.*\n.*npm install --save-dev/)])
    expect(await readdir(folder)).toEqual(['schedule.ndjson'])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
