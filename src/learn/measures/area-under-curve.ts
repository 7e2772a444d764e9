/**
 * The chance that something liked scores above something that is not, ties counting half (the area under the ROC curve, by
 * ranks; Hanley and McNeil, Radiology 1982). NaN unless there are both.
 */
export function areaUnderCurve(scores: ArrayLike<number>, liked: (index: number) => boolean): number {
  const order = Array.from({ length: scores.length }, (_, index) => index)
  order.sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0))
  let [positives, ranks] = [0, 0]
  for (let first = 0; first < order.length; ) {
    let after = first
    while (after < order.length && scores[order[after] ?? 0] === scores[order[first] ?? 0]) after++
    const rank = (first + 1 + after) / 2
    for (let place = first; place < after; place++) {
      if (!liked(order[place] ?? 0)) continue
      positives++
      ranks += rank
    }
    first = after
  }
  const negatives = order.length - positives
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives)
}
