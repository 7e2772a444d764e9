import { content, type Operation } from '../../openapi/operation.ts'
import { type ApprovalRequestAnswer, approvalAnswer, approvalList } from '../answers/approvals.ts'
import { approvalOrder, overrideOrder } from '../requests/approvals.ts'
import { approvalInPath } from '../requests/paths.ts'
import { opsOperation } from './ops-operation.ts'
import { conflict, notFound, tooLarge } from './refusals.ts'

const tag = 'approvals'
const FINDINGS = [{ check: 'count-change', finding: '5f2a91c07be4' }]
const ASKED = {
  id: 'apr_41c07b',
  kind: 'override',
  region: 'dach',
  content: { findings: FINDINGS },
  contentHash: '9b20c3d4a5f6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6b5e04423d1c7a8f6e',
  reason: 'a package ended',
  told: ['count-change: 1 finding', '  candidates: 1830 → 610'],
  proposedBy: 'mia@example.com',
  proposedAt: '2026-11-22T20:30:00.000Z',
  expiresAt: '2026-11-23T00:30:00.000Z',
  state: 'asked',
  approved: null,
  consumed: null,
} satisfies ApprovalRequestAnswer
const APPROVED = {
  ...ASKED,
  state: 'approved' as const,
  approved: { by: 'noah@example.com', at: '2026-11-22T20:41:00.000Z' },
}

/** What takes two persons. */
export const approvalOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/overrides',
    id: 'proposeOverride',
    tag,
    summary: 'Ask a second person to let one publish pass in spite of findings',
    description:
      'Only findings of checks that a publish reports as `overridable` are taken. Whoever asks again for the same findings of a region, while that can still be approved or used, gets their first request, with its own reason and end.',
    body: {
      description: 'Exactly these findings, why, and until when.',
      contents: [
        content('application/json', overrideOrder, {
          one: {
            summary: 'One finding',
            value: { region: 'dach', findings: FINDINGS, reason: 'a package ended', until: '2026-11-23T00:30:00Z' },
          },
        }),
      ],
    },
    answer: {
      status: 201,
      description: 'The request. It counts once somebody else has approved it.',
      contents: [
        content('application/json', approvalAnswer, { asked: { summary: 'Asked', value: { approval: ASKED } } }),
      ],
    },
    refusals: [
      tooLarge,
      {
        status: 200,
        description: 'The request that the caller made before, which still stands.',
        contents: [
          content('application/json', approvalAnswer, {
            before: { summary: 'Asked before', value: { approval: ASKED } },
          }),
        ],
      },
    ],
  }),
  opsOperation({
    route: 'GET /ops/v1/approvals',
    id: 'listApprovals',
    tag,
    summary: 'What somebody asked a second person for, and what came of it',
    answer: {
      description: 'The requests in the regions that the caller may see, the newest first.',
      contents: [content('application/json', approvalList, { one: { summary: 'One', value: { approvals: [ASKED] } } })],
    },
  }),
  opsOperation({
    route: 'POST /ops/v1/approvals/:id/approve',
    id: 'approveRequest',
    tag,
    summary: 'Approve a request, as the second person',
    description: 'Whoever asked cannot approve it, and neither can a token: it takes a person.',
    path: { id: [approvalInPath, ASKED.id] },
    body: {
      description: 'The hash of what was read.',
      contents: [
        content('application/json', approvalOrder, {
          read: { summary: 'What was read', value: { contentHash: ASKED.contentHash } },
        }),
      ],
    },
    answer: {
      description: 'The request, approved.',
      contents: [
        content('application/json', approvalAnswer, {
          approved: { summary: 'Approved', value: { approval: APPROVED } },
        }),
      ],
    },
    refusals: [notFound, conflict, tooLarge],
  }),
]
