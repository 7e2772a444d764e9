import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bench } from './bench.ts'
import { suiteNames } from './suite.ts'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The same in this process. */
async function benchHere(...args: string[]): Promise<Ended> {
  const [stdout, stderr] = [gathered(), gathered()]
  const code = await bench(args, { stdout, stderr })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function gathered() {
  let text = ''
  return {
    write: (more: string) => {
      text += more
    },
    text: () => text,
  }
}

function benchProcess(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/bench/main.ts', ...args], { stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
}

it('--help tells every suite and every option', async () => {
  const { code, stdout } = await benchHere('--help')
  expect(code).toBe(0)
  for (const name of suiteNames()) expect(stdout).toMatch(new RegExp(`^  ${name} +\\w`, 'm'))
  for (const option of ['--json', '--candidates', '--quick']) expect(stdout).toContain(option)
})

it.each([
  ['an option that it has not', ['--fast'], /--fast/],
  ['sizes that are none', ['open', '--candidates', '10,many'], /whole numbers from 100 to 200000/],
  ['a size that one of its suites does not take', ['scale', 'open', '--candidates', '1000000'], /from 100 to 200000/],
  ['a size that none takes', ['scale', '--candidates', '1000001'], /from 100 to 1000000/],
])('the bench refuses %s with exit code 2, and measures nothing', async (_what, args, words) => {
  const { code, stdout, stderr } = await benchHere(...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(words)
})

it('the bench ends with exit code 2 for a suite that it has not, and names the one that was meant', async () => {
  const { code, stdout, stderr } = await benchProcess('opne')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/no suite "opne"; did you mean open\?/)
})

it('the bench prints its table on stdout, progress on stderr, and writes the file that --json names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-test-'))
  try {
    const file = join(folder, 'bench.json')
    const { code, stdout, stderr } = await benchProcess('open', '--quick', '--candidates', '300,400', '--json', file)
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/^suite +name +candidates/)
    expect(stderr).toContain('open: 400 candidates')
    const document: unknown = JSON.parse(await readFile(file, 'utf8'))
    expect(document).toMatchObject({
      machine: { node: process.version, cores: expect.any(Number) },
      results: expect.arrayContaining([
        expect.objectContaining({ suite: 'open', name: 'decodeSnapshot', candidates: 400, unit: 'ms' }),
      ]),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
