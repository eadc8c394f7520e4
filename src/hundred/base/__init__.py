"""What every room shares: identifiers, time, money, places, findings and errors."""
