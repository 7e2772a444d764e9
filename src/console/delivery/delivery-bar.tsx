interface DeliveryBarProps {
  readonly goal: number
  readonly delivered: number
  readonly projected: { readonly low: number; readonly mid: number; readonly high: number } | null
}

/** What is delivered as a bar, what is projected as a whisker, and the goal as a line; the numbers stand beside it. */
export function DeliveryBar({ goal, delivered, projected }: DeliveryBarProps) {
  const most = Math.max(1, goal, delivered, projected?.high ?? 0)
  const at = (value: number) => `${((value / most) * 100).toFixed(2)}%`
  return (
    <svg width="100%" height="18" aria-hidden="true">
      <rect class="delivered" y="4" width={at(delivered)} height="10" />
      {projected !== null && (
        <>
          <line class="whisker" x1={at(projected.low)} x2={at(projected.high)} y1="9" y2="9" />
          <circle class="expected" cx={at(projected.mid)} cy="9" r="3.5" />
        </>
      )}
      <line class="goal" x1={at(goal)} x2={at(goal)} y1="0" y2="18" />
    </svg>
  )
}
