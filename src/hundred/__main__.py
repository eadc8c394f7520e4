from hundred.site.main import main

main()
