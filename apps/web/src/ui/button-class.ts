/** The look of a button, also for links and plain form buttons. */
export interface ButtonLook {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  size?: 'sm' | 'md' | 'lg' | undefined
}

const base =
  'inline-flex select-none items-center justify-center gap-2 max-w-full shrink-0 rounded-full border py-1 text-center font-semibold transition-colors aria-disabled:cursor-progress disabled:cursor-not-allowed disabled:opacity-50'

const variants = {
  primary: 'border-transparent bg-brand text-on-brand hover:bg-brand-deep active:bg-brand-deep',
  secondary: 'border-line bg-surface text-ink hover:border-field hover:bg-muted active:bg-muted',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-muted active:bg-muted',
  danger: 'border-danger bg-surface text-danger hover:bg-danger-tint active:bg-danger-tint',
}

const sizes = { sm: 'min-h-9 px-3.5 text-sm', md: 'min-h-11 px-5', lg: 'min-h-12 px-6 text-lg' }

export function buttonClass({ variant = 'primary', size = 'md' }: ButtonLook = {}): string {
  return `${base} ${variants[variant]} ${sizes[size]}`
}
