'use client'
/**
 * The buttons. A pending one stays focusable and says so (`aria-disabled`): a disabled one would lose the focus, and with it a
 * keyboard user's place. The same goes for one whose script has not loaded yet.
 */
import { type ButtonLook, buttonClass } from './button-class'
import { Spinner } from './icons'
import { useHydrated } from './use-hydrated'

export interface ButtonProps extends Omit<React.ComponentProps<'button'>, 'aria-disabled'>, ButtonLook {
  pending?: boolean
  /** While something in progress makes it pointless. */
  idle?: boolean
  /** Defaults to true, except for submit buttons. */
  needsScript?: boolean
}

export function Button({ variant, size, pending, idle, type = 'button', needsScript, ...props }: ButtonProps) {
  const { className = '', onClick, children, ...others } = props
  const lifeless = (!useHydrated() && (needsScript ?? type !== 'submit')) || idle
  return (
    <button
      {...others}
      type={type}
      aria-disabled={pending || lifeless || undefined}
      onClick={(event) => (pending || lifeless ? event.preventDefault() : onClick?.(event))}
      className={`${buttonClass({ variant, size })} ${pending || idle ? 'opacity-75' : ''} ${className}`}
    >
      {pending && <Spinner />}
      {children}
    </button>
  )
}
