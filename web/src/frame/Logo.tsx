export function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden>
      <rect width="24" height="24" rx="5" fill="#0E6156" />
      <path d="M7 5h10v6.2a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2z" fill="#fff" />
      <path d="M6 15.500h12v2.200a1.300 1.300 0 0 1-1.300 1.300H7.300a1.300 1.300 0 0 1-1.300-1.300z" fill="#92D5C7" />
    </svg>
  );
}
