import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { changed, rowAt } from '../rules/rule-fixture.ts'
import { ff, ffInside } from './command-line.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-rules-'))
  await cp('rules', folder, { recursive: true })
})

const JE = { territory: 'JE', verified: true, basis: 'test' }
const dots = (path: string): string => path.replace(/\.(\d+)/g, '[$1]')
const problemsOf = (stdout: string): { file: string; rule: string }[] => JSON.parse(stdout).problems

describe('rules check', () => {
  it('ff rules check holds for the rules that ship', async () => {
    const ended = await ff(['rules', 'check', '--json'])
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, problems: [], version: expect.any(String) })
    expect(ended.code).toBe(0)
  })

  it('ff rules check names a file that is missing', async () => {
    await rm(join(folder, 'surfaces.json'))
    const ended = await ffInside(['rules', 'check', folder, '--json'])
    expect(ended.code).toBe(1)
    expect(problemsOf(ended.stdout)).toMatchObject([{ file: 'surfaces.json', rule: 'missing-file' }])
  })

  it('ff rules check says once that a file is not JSON', async () => {
    await writeFile(join(folder, 'surfaces.json'), '{')
    const ended = await ffInside(['rules', 'check', folder, '--json'])
    expect(ended.code).toBe(1)
    expect(problemsOf(ended.stdout).map(({ file, rule }) => `${file} ${rule}`)).toEqual(['surfaces.json json'])
  })

  it('ff rules check prints the file and the rule of a problem for a person', async () => {
    await writeFile(join(folder, 'policies/geo.json'), '{}')
    const ended = await ffInside(['rules', 'check', folder])
    expect(ended.code).toBe(1)
    expect(ended.stdout).toMatch(/policies\/geo\.json\s+\S*\s+schema/)
  })

  it('ff rules check refuses a folder that is not there', async () => {
    expect((await ffInside(['rules', 'check', '/nonexistent'])).code).toBe(2)
  })

  it.each<[what: string, file: string, at: string, value: unknown, path: string, found: string, fix: string]>([
    ['an unknown label', 'watershed.json', 'rules.0.labels', ['TV-MA'], 'rules[0].labels[0]', 'TV-MA', 'ratings/'],
    [
      'two meanings',
      'ratings/US.json',
      'systems.0.ratings.4.aliases',
      ['p g'],
      'systems[0].ratings[4].label',
      'PG',
      'reads',
    ],
    ['no time', 'watershed.json', 'rules.0.allow.0.1', '25:00', 'rules[0].allow[0][1]', '25:00', '18:30'],
    [
      'a circle',
      'territories.json',
      rowAt('GB', 'inherits'),
      JE,
      `${dots(rowAt('GB', 'inherits'))}.territory`,
      'JE',
      'null',
    ],
    ['an unknown member', 'groups.json', 'groups.dach.4', 'ZZ', 'groups.dach[4]', 'ZZ', 'territories.json'],
    [
      'an unknown group',
      'policies/page.json',
      'trustSpaces.0.territories.0',
      '@frr',
      'trustSpaces[0].territories[0]',
      '@frr',
      'groups.json',
    ],
  ])('ff rules check names file, path, value and fix of %s', async (_what, file, at, value, path, found, fix) => {
    await writeFile(join(folder, file), JSON.stringify(changed(file, at, value).get(file)))
    const ended = await ffInside(['rules', 'check', folder, '--json'])
    expect(ended.code).toBe(1)
    const problems = JSON.parse(ended.stdout).problems.filter((problem: { path: string }) => problem.path === path)
    expect(problems).toMatchObject([{ file, path, value: found, hint: expect.stringContaining(fix) }])
  })

  it('ff rules check names a worked example whose name another has, and one of no shape', async () => {
    const [first] = JSON.parse(await readFile(join(folder, 'cases/viewers.json'), 'utf8'))
    await writeFile(join(folder, 'cases/zz.json'), JSON.stringify([first, first.with(3, 'mood')]))
    const ended = await ffInside(['rules', 'check', folder, '--json'])
    expect(ended.code).toBe(1)
    expect(JSON.parse(ended.stdout).problems).toMatchObject([
      { file: 'cases/zz.json', path: '[1][3]', value: 'mood', rule: 'schema', hint: expect.stringContaining('clock') },
    ])
    await writeFile(join(folder, 'cases/zz.json'), JSON.stringify([first]))
    const again = await ffInside(['rules', 'check', folder, '--json'])
    expect(JSON.parse(again.stdout).problems).toMatchObject([
      {
        ...{ file: 'cases/zz.json', path: '[0]', value: first[0], rule: 'case-name-once' },
        hint: 'cases/viewers.json [0] has this name; say what differs',
      },
    ])
  })

  it('ff rules check names a review that is overdue today, and none that is due', async () => {
    const check = async (reviewBy: string) => {
      const embargo = { place: 'KP', reason: 'test', reviewBy }
      const content = changed('embargo.json', 'embargoes.0', embargo).get('embargo.json')
      await writeFile(join(folder, 'embargo.json'), JSON.stringify(content))
      return ffInside(['rules', 'check', folder, '--json'])
    }
    // The shell of these tests stands at 22 November 2026.
    expect((await check('2026-11-22')).code).toBe(0)
    const late = await check('2026-11-21')
    expect(late.code).toBe(1)
    expect(JSON.parse(late.stdout).problems).toMatchObject([
      {
        ...{ file: 'embargo.json', path: 'embargoes[0].reviewBy', value: '2026-11-21', rule: 'review-due' },
        hint: expect.stringContaining('confirm the embargo'),
      },
    ])
  })
})
