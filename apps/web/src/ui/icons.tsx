/** Small drawings next to text. They are decorative, and so hidden from assistive technology. */
interface IconProps {
  className?: string
}

function Icon({ d, className = 'size-5' }: IconProps & { d: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={d} />
    </svg>
  )
}

export const MenuIcon = (props: IconProps) => (
  <Icon {...props} d="M6 3v7a2 2 0 0 0 4 0V3M8 12v9M17 3c-2 0-3 2-3 5s1 4 3 4m0-9v18" />
)
export const CartIcon = (props: IconProps) => (
  <Icon {...props} d="M5 8h14l-1.2 11a2 2 0 0 1-2 1.8H8.2a2 2 0 0 1-2-1.8L5 8Zm4 0V6.5a3 3 0 0 1 6 0V8" />
)
export const OrdersIcon = (props: IconProps) => <Icon {...props} d="M6 3h12v18l-3-2-3 2-3-2-3 2V3Zm3 5h6m-6 4h6" />
export const AccountIcon = (props: IconProps) => (
  <Icon {...props} d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 9c.6-4 3.4-6 7-6s6.4 2 7 6" />
)
export const LaptopIcon = (props: IconProps) => <Icon {...props} d="M5 5h14v10H5zM2 19h20" />
export const PhoneIcon = (props: IconProps) => <Icon {...props} d="M7 3h10v18H7zm4 15h2" />
export const PlusIcon = (props: IconProps) => <Icon {...props} d="M12 5v14m-7-7h14" />
export const MinusIcon = (props: IconProps) => <Icon {...props} d="M5 12h14" />
export const CheckIcon = (props: IconProps) => <Icon {...props} d="m5 13 4 4L19 7" />
export const AlertIcon = (props: IconProps) => <Icon {...props} d="M12 8v5m0 3.5v.01M12 3 2.5 20h19L12 3Z" />
export const SunIcon = (props: IconProps) => (
  <Icon
    {...props}
    d="M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-14v2m0 16v2M4.9 4.9l1.4 1.4m11.4 11.4 1.4 1.4M2 12h2m16 0h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"
  />
)
export const MoonIcon = (props: IconProps) => <Icon {...props} d="M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5Z" />

export function Spinner() {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className="size-4 shrink-0 motion-safe:animate-spin">
      <circle cx="12" cy="12" r="9" stroke="currentColor" strokeWidth="3" opacity="0.3" />
      <path d="M21 12a9 9 0 0 0-9-9" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}

/** A bowl with a bite taken out of its rim. */
export function Logo({ className = 'size-9' }: { className?: string }) {
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true" className={`shrink-0 ${className}`}>
      <rect width="40" height="40" rx="12" className="fill-brand" />
      <path
        d="M7 18h15.2a4 4 0 0 0 5.6 3.2A3.6 3.6 0 0 0 33 19c-.2 7.7-5.6 13-13 13S7 26 7 18Z"
        className="fill-on-brand"
      />
      <path
        d="M14 14c-1.6-2 1.6-3.2 0-5.5M20 14c-1.6-2 1.6-3.2 0-5.5"
        className="stroke-on-brand"
        strokeWidth="2.2"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  )
}
