import type { NoticeState } from '../../contracts/ops/answers/notices.ts'
import type { LostNotices } from '../../schedule/notices/lost-notices.ts'

/** The state of notices, as status tells it. */
export function noticeState({ waiting, lost }: LostNotices): NoticeState {
  const kinds = new Map<string, number>()
  for (const { kind } of lost) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const last = lost.at(-1)
  return {
    waiting,
    lost: lost.length,
    noRoom: lost.filter(({ why }) => why === 'no-room').length,
    lastLostAt: last === undefined ? null : new Date(last.at).toISOString(),
    kinds: [...kinds].map(([kind, count]) => ({ kind, count })),
  }
}
