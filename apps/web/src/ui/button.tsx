'use client'
/** The buttons. A pending one stays focusable and says so (`aria-disabled`), since focus must not be lost. */
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { type ButtonLook, buttonClass } from './button-class'
import { Spinner } from './icons'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'>, ButtonLook {
  children: React.ReactNode
  className?: string
}

export function Button({ variant, size, className = '', children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`${buttonClass({ variant, size })} ${className}`}>
      {props.isPending && <Spinner />}
      {children}
    </AriaButton>
  )
}
