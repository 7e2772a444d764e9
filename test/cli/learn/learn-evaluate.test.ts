import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDataSet } from '../../../src/cli/learn/data-set-files.ts'
import { itemsCsv, likesCsv } from '../../../src/dev/demo/likes/likes-csv.ts'
import { madeUpLikes } from '../../../src/dev/demo/likes/made-up-likes.ts'
import type { Evaluation } from '../../../src/evaluation/evaluate.ts'
import { ffInside } from '../command-line.ts'

const DEMO = join(import.meta.dirname, '..', '..', '..', 'src', 'dev', 'demo', 'likes')
const LIKES = join(DEMO, 'likes.csv')
const ITEMS = join(DEMO, 'items.csv')
const world = madeUpLikes(1)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ff-learn-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Writes a file of these lines; answers with its path. */
async function file(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return path
}

async function evaluated(...args: readonly string[]): Promise<Evaluation> {
  const { code, stdout, stderr } = await ffInside(['learn', 'evaluate', '--json', ...args])
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout) as Evaluation
}

/** The last likes of each viewer among things nobody was seen to like, and the likes before. */
async function groupsOfLatest() {
  const [before, groups]: [string[], string[]] = [[], []]
  for (const user of new Set(world.likes.map((like) => like.user))) {
    const likes = world.likes.filter((like) => like.user === user)
    const [latest, seen] = [likes.slice(-3), new Set(likes.map(({ item }) => item))]
    before.push(...likes.slice(0, -3).map(({ item, timestamp }) => `${user},${item},${timestamp},1`))
    const others = world.items.filter(({ item }) => !seen.has(item)).slice(0, 21)
    groups.push(...latest.map(({ item }) => `${user},g,${item},1`), ...others.map(({ item }) => `${user},g,${item},0`))
  }
  return { before, groups: await file('groups.csv', 'user,group,item,label', ...groups) }
}

describe('the made-up likes of the repository', () => {
  it('the files of made-up likes are what their generator gives', async () => {
    expect(await readFile(LIKES, 'utf8')).toBe(likesCsv(world))
    expect(await readFile(ITEMS, 'utf8')).toBe(itemsCsv(world))
  })

  it('what is learned of made-up likes ranks far above popularity, genre and chance, and loses nothing as bytes', async () => {
    const asked = ['--interactions', LIKES, '--items', ITEMS, '--split', 'random', '--seed', '1', '--cold', '0.2']
    const evaluation = await evaluated(...asked)
    const { models, cold, alignment } = evaluation
    expect(evaluation.ndcg10).toBe(models.firstframe.ndcg10.value)
    expect(models.firstframe.ndcg10.low).toBeGreaterThan(models.popularity.ndcg10.high + 0.1)
    expect(models.firstframe.ndcg10.low).toBeGreaterThan(models['popularity+genre'].ndcg10.high)
    expect(models.popularity.ndcg10.low).toBeGreaterThan(models.random.ndcg10.high)
    expect(models.firstframe.coverage).toBeGreaterThan(2 * models.popularity.coverage)
    expect(models.firstframe.intraListDiversity).toBeGreaterThan(0.5)
    expect(models.firstframe.recall10).toBeGreaterThan(0.3)
    expect(evaluation.quantizationLoss).toBeLessThan(0.003)
    expect(alignment.holds).toBe(true)
    expect(alignment.loss).toBeLessThan(0.01)
    expect(cold?.auc).toBeGreaterThan(0.72)
    expect(await evaluated(...asked)).toEqual(evaluation)
  })

  it('groups are ranked by what is liked, and their answers are not learned from though they are in both files', async () => {
    const { before, groups } = await groupsOfLatest()
    const heads = 'user,item,timestamp,label'
    const apart = await file('before.csv', heads, ...before)
    const honest = await evaluated('--interactions', apart, '--items', ITEMS, '--groups', groups)
    expect(honest.models.firstframe.ndcg10.low).toBeGreaterThan(honest.models.popularity.ndcg10.high)
    const leaking = await evaluated('--interactions', LIKES, '--items', ITEMS, '--groups', groups)
    expect(leaking.models).toEqual(honest.models)
  })
})

describe('what a data set may be', () => {
  const USERS = 'user,item,timestamp,label'
  const THINGS = 'item,genres,tags,year'

  const GROUPED = ['v2,g,t1,1', 'v2,g,t10,0', 'v1,h,t2,1', 'v1,g,t3,0', 'v1,g,t2,1']

  it.each([
    ['an unknown item', [USERS, 'v,a,1,1', 'v,x,1,1'], [THINGS, 'a,,,'], /likes\.csv, line 3, item: "x"/],
    [
      'a label that is no number',
      [USERS, 'v,a,1,yes'],
      [THINGS, 'a,,,'],
      /likes\.csv, line 2, label: "yes".*a number/s,
    ],
    ['a label that is not there', [USERS, 'v,a,1,'], [THINGS, 'a,,,'], /likes\.csv, line 2, label: ""/],
    ['a timestamp before 1970', [USERS, 'v,a,-5,1'], [THINGS, 'a,,,'], /likes\.csv, line 2, timestamp: "-5"/],
    ['a viewer without a name', [USERS, ',a,1,1'], [THINGS, 'a,,,'], /likes\.csv, line 2, user: ""/],
    ['a line with too few cells', [USERS, 'v,a'], [THINGS, 'a,,,'], /likes\.csv, line 2: 2 cells/],
    ['a column that is missing', ['user,item,label', 'v,a,1'], [THINGS, 'a,,,'], /column "timestamp" is missing/],
    ['an empty file', [], [THINGS, 'a,,,'], /likes\.csv is empty/],
    ['a file of a head alone', [USERS], [THINGS, 'a,,,'], /likes\.csv has no rows/],
    ['an item twice', [USERS, 'v,a,1,1'], [THINGS, 'a,,,', 'b,,,', 'a,,,'], /items\.csv, line 4, item: "a".*line 2/s],
    ['a year that is none', [USERS, 'v,a,1,1'], [THINGS, 'a,,,97'], /items\.csv, line 2, year: "97"/],
    ['a quote that does not end', [USERS, 'v,"a,1,1'], [THINGS, 'a,,,'], /likes\.csv is no CSV/],
    ['a column twice', [`${USERS},label`, 'v,a,1,1,0'], [THINGS, 'a,,,'], /line 1: column "label" stands twice/],
    ['likes of which none can be held out', [USERS, 'v,a,1,1'], [THINGS, 'a,,,'], /nothing liked is held out/],
  ])(
    'a data set with %s is refused with exit code 2, and the file, line and field are named',
    async (_what, likes, items, words) => {
      const files = ['--interactions', await file('likes.csv', ...likes), '--items', await file('items.csv', ...items)]
      const { code, stdout, stderr } = await ffInside(['learn', 'evaluate', ...files])
      expect(stderr).toMatch(words)
      expect(code).toBe(2)
      expect(stdout).toBe('')
    },
  )

  it.each([
    ['--split', 'first'],
    ['--seed', 'x'],
    ['--cold', '1'],
    ['--interactions', 'nowhere.csv'],
  ])('an evaluation with %s %s is refused with exit code 2', async (flag, value) => {
    const given: Record<string, string> = { '--interactions': LIKES, '--items': ITEMS, [flag]: value }
    const { code, stderr } = await ffInside(['learn', 'evaluate', ...Object.entries(given).flat()])
    expect(code).toBe(2)
    expect(stderr).toContain(flag)
  })

  it('groups that show all that was done leave nothing to learn from, which is said', async () => {
    const likes = world.likes.map(({ user, item, timestamp }) => `${user},${item},${timestamp},1`)
    const groups = world.likes.map(({ user, item }) => `${user},g,${item},1`)
    const files = ['--interactions', await file('likes.csv', USERS, ...likes), '--items', ITEMS]
    const shown = await file('groups.csv', 'user,group,item,label', ...groups)
    const { code, stderr } = await ffInside(['learn', 'evaluate', ...files, '--groups', shown])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/nothing is left to learn from/)])
  })

  it('a data set of three viewers is told to have intervals that say little, and points that nothing was fitted to', async () => {
    const likes = ['v1,t1,1,1', 'v1,t2,2,1', 'v2,t1,1,1', 'v2,t3,2,1', 'v2,t4,3,1', 'v3,t2,1,1', 'v3,t4,2,1']
    const items = ['t1,drama,,', 't2,drama,,', 't3,horror,,', 't4,horror,,']
    const few = ['--interactions', await file('few.csv', USERS, ...likes)]
    const { code, stdout } = await ffInside([
      'learn',
      'evaluate',
      ...few,
      '--items',
      await file('few-items.csv', 'item,genres,tags,year', ...items),
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('few rankings: below 50, low and high say less than they seem to')
    expect(stdout).toMatch(/points of terms: the rules' own \(taste \S+, .*\); nothing was left to fit them by/)
  })

  it('rows in another order, and some of them twice, are the same data set', async () => {
    const read = async (interactions: string, items: string) =>
      readDataSet({ interactions, items, groups: await file('groups.csv', 'user,group,item,label', ...GROUPED) })
    const again = (text: string) => {
      const [head = '', ...rows] = text.trim().split('\n')
      return [head, ...rows.slice(0, 9), ...rows.reverse()]
    }
    const whole = await read(LIKES, ITEMS)
    const likes = await file('again.csv', ...again(await readFile(LIKES, 'utf8')))
    GROUPED.reverse()
    const [head = '', ...things] = (await readFile(ITEMS, 'utf8')).trim().split('\n')
    expect(await read(likes, await file('things.csv', head, ...things.reverse()))).toEqual(whole)
    expect(whole.interactions).toHaveLength(world.likes.length)
  })

  it('ratings are likes from 4 on, genres may be divided by ; and a byte order mark is no part of a column', async () => {
    const items = await file(
      'things.csv',
      '\uFEFFitem,genres,tags,year',
      ...world.items.map(({ item, genres }) => `${item},${genres.join(';')},,`),
    )
    const rated = world.likes.flatMap(({ user, item, timestamp }) => [`${user},${item},${timestamp},4.5`])
    const disliked = world.likes.map(
      ({ user, timestamp }, index) => `${user},t${(index % 240) + 1},${timestamp - 1},3.5`,
    )
    const ratings = await file('ratings.csv', 'user,item,timestamp,label', ...disliked, ...rated)
    const { models } = await evaluated('--interactions', ratings, '--items', items, '--split', 'random')
    expect(models.firstframe.ndcg10.value).toBeGreaterThan(models.popularity.ndcg10.value + 0.1)
  })
})
