import { z } from 'zod'

export const verdicts = ['human', 'likely', 'machine'] as const
export type Verdict = (typeof verdicts)[number]

/** Why each verdict was given: of a machine all that speak for it, else the one that decided. */
export const judgeReasons = [
  // A machine:
  'head', // asks for headings only; no mailbox and no browser does
  'probed', // follows what the same program asked the headings of a moment before
  'noAgent', // does not say what it is
  'prefetch', // Apple's mail fetches every picture beforehand, under a bare name
  'agent', // calls itself a robot
  'soon', // before the mail could have been read
  'everyLink', // all links, or more than anybody's hand can, within a second
  'sweep', // one link after the other, too many for anybody who reads
  // Likely a person:
  'picture', // a picture was fetched: whoever opens a mail does so, and some machines too
  'proxy', // a mailbox fetched it for the person who opened the mail just then
  'quick', // soon after it was sent, when scanners come too
  'hurry', // two or three links within seconds: tabs opened one after the other, or a machine that pretends
  // A person:
  'calm', // one link, long after scanners have gone
] as const
export type JudgeReason = (typeof judgeReasons)[number]

/** How many openings or clicks of a mailing were judged so. One may have several reasons. */
export const Judgement = z.object({
  kind: z.enum(['open', 'click']),
  verdict: z.enum(verdicts),
  count: z.number().int(),
  reasons: z.array(z.object({ reason: z.enum(judgeReasons), count: z.number().int() })),
})
export type Judgement = z.infer<typeof Judgement>
