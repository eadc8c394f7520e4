from hundred.site.main import main

if __name__ == "__main__":  # a reader's process imports this module too, and must not run it
    main()
