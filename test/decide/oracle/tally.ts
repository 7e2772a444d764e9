import { expect } from 'vitest'

/** How often an outcome came, and the chance that it was logged with each time. */
interface Cell {
  count: number
  readonly propensity: number
}

/** Outcomes of many draws beside the chances that were logged for them. */
export class Tally {
  private readonly cells = new Map<string, Cell>()
  private draws = 0

  /** Counts one outcome; what an outcome is drawn with has to be the same each time. */
  add(outcome: string, propensity: number): void {
    const cell = this.cells.get(outcome)
    this.draws++
    if (cell === undefined) this.cells.set(outcome, { count: 1, propensity })
    else if (cell.propensity === propensity) cell.count++
    else throw new Error(`${outcome} was drawn with ${cell.propensity}, then with ${propensity}`)
  }

  get outcomes(): number {
    return this.cells.size
  }

  count(outcome: string): number {
    return this.cells.get(outcome)?.count ?? 0
  }

  /**
   * Each outcome within 5 standard deviations of its propensity, and all together within 5 of chi-square's own. Rare
   * outcomes are looked at together: chi-square wants some five of each.
   */
  expectAsOften(): void {
    const all = [...this.cells.values()]
    const often = all.filter(({ propensity }) => this.draws * propensity >= 5)
    const rare = all.filter((cell) => !often.includes(cell))
    const chance = often.reduce((sum, { propensity }) => sum + propensity, 0)
    const cells = [
      ...often,
      { count: rare.reduce((sum, { count }) => sum + count, 0), propensity: Math.max(0, 1 - chance) },
    ]
    let chiSquare = 0
    for (const { count, propensity } of cells) {
      const expected = this.draws * propensity
      expect(Math.abs(count - expected), `${count} of ${this.draws} at ${propensity}`).toBeLessThan(
        5 * Math.sqrt(expected * (1 - propensity)) + 1,
      )
      if (expected >= 1) chiSquare += (count - expected) ** 2 / expected
    }
    const freedom = Math.max(1, cells.length - 1)
    expect(chiSquare).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom))
  }
}
