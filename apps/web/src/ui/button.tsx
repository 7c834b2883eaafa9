/**
 * The buttons. A pending one stays focusable and says so (`aria-disabled`): a disabled one would drop the focus, and with
 * it the place of whoever uses a keyboard.
 */
import { type ButtonLook, buttonClass } from './button-class'
import { Spinner } from './icons'

export interface ButtonProps extends Omit<React.ComponentProps<'button'>, 'aria-disabled'>, ButtonLook {
  pending?: boolean
}

export function Button({ variant, size, pending, type, className = '', onClick, children, ...props }: ButtonProps) {
  return (
    <button
      {...props}
      type={type ?? 'button'}
      aria-disabled={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
      className={`${buttonClass({ variant, size })} ${className}`}
    >
      {pending && <Spinner />}
      {children}
    </button>
  )
}
