/** A message within the page: a status that can wait, or an alert that cannot. */
import { AlertIcon, CheckIcon } from './icons'

interface NoticeProps {
  kind: 'status' | 'alert'
  children: React.ReactNode
  tone?: 'good' | 'bad' | 'plain'
  ref?: React.Ref<HTMLParagraphElement>
}

const tones = {
  good: 'border-leaf bg-leaf-tint text-leaf',
  bad: 'border-danger bg-danger-tint text-danger',
  plain: 'border-line bg-muted text-ink',
}

export function Notice({ kind, children, tone = kind === 'alert' ? 'bad' : 'good', ref }: NoticeProps) {
  const Icon = tone === 'good' ? CheckIcon : AlertIcon
  return (
    <div className={`rise flex items-start gap-2.5 rounded-2xl border px-4 py-3 font-medium ${tones[tone]}`}>
      <Icon className="mt-0.5 size-5" />
      <p role={kind} tabIndex={-1} ref={ref}>
        {children}
      </p>
    </div>
  )
}
