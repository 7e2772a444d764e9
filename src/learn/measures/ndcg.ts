/** Places of a ranking that are looked at. */
export const TOP = 10

/**
 * NDCG of the first ten places (Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 2002), of
 * likes alone: 1 when all places that could be filled with what is liked are, 0 when none is.
 *
 * @param hits by place, from the first: whether what stands there is liked
 * @param liked how many there are to find
 */
export function ndcg(hits: readonly boolean[], liked: number): number {
  if (liked === 0) return 0
  let [gained, ideal] = [0, 0]
  for (let place = 0; place < TOP; place++) {
    const discount = 1 / Math.log2(place + 2)
    if (hits[place] === true) gained += discount
    if (place < liked) ideal += discount
  }
  return gained / ideal
}
