let bonusClass: usize = 0
let bonusPoints: usize = 0
let greatestBonus = 0

/**
 * Sets the bonus of the next query: the points of each class, clamped to ±greatest. `rowClass` is the column of the
 * group; 0: there is no bonus.
 */
export function bindBonus(rowClass: usize, points: usize, classes: u32, greatest: i32): void {
  bonusClass = rowClass
  bonusPoints = points
  greatestBonus = 0
  if (rowClass === 0) return
  greatestBonus = -greatest
  for (let at: u32 = 0; at < classes; at++) {
    const value = max(-greatest, min(greatest, load<i32>(points + (at << 2))))
    store<i32>(points + (at << 2), value)
    greatestBonus = max(greatestBonus, value)
  }
}

/** The greatest bonus of any class. */
export function bestBonus(): i32 {
  return greatestBonus
}

/** The bonus of a row. */
export function bonusOf(row: u32): i32 {
  if (bonusClass === 0) return 0
  return load<i32>(bonusPoints + (u32(load<u16>(bonusClass + (row << 1))) << 2))
}
