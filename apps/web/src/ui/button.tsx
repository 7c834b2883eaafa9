'use client'
/**
 * The buttons. A pending one stays focusable and says so (`aria-disabled`): a disabled one would drop the focus, and with
 * it the place of whoever uses a keyboard. So does one that would do nothing yet, as its script has not come.
 */
import { type ButtonLook, buttonClass } from './button-class'
import { Spinner } from './icons'
import { useHydrated } from './use-hydrated'

export interface ButtonProps extends Omit<React.ComponentProps<'button'>, 'aria-disabled'>, ButtonLook {
  pending?: boolean
  /** While something is under way that would make it pointless. */
  idle?: boolean
  /** By default all but those that submit a form. */
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
