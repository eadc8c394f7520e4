"""What every room shares and nothing of the outside world: identifiers, time, money, places, findings, errors."""
